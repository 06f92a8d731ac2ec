import type { EnvironmentKey } from './environment.ts';
import type { SettingPath } from './settings.ts';

/** What a function is and needs. CDK, the local run and the tests are built from it. */
export interface FunctionSpec {
  /** `http`: behind routes; `workflow`: a task of the state machine; `schedule`: started by the clock, and by hand; `invoke`: by another function. */
  readonly trigger: 'http' | 'workflow' | 'schedule' | 'invoke';
  readonly summary: string;
  readonly environment: readonly EnvironmentKey[];
  readonly settings: readonly SettingPath[];
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** It opens connections to the organisation's own sources, and stands in their network where there is one. */
  readonly readsSources?: true;
  /** Why this memory and this timeout. */
  readonly sizing: string;
}

const smallHttp = {
  trigger: 'http',
  memoryMb: 512,
  timeoutSeconds: 15,
  sizing:
    'JSON of at most 1 MB and a few DynamoDB calls: memory buys CPU for the cold start; half of API Gateway’s 30 s leaves room for one slow call.',
} as const;
const smallTask = {
  trigger: 'workflow',
  memoryMb: 512,
  timeoutSeconds: 30,
  sizing: 'A few DynamoDB calls; the state’s own timeout in the ASL is longer, so the function’s error is the one that is seen.',
} as const;

/** What copies packages to a storage destination, or removes the copies, has to know of it. */
const storageSettings = ['storage.enabled', 'storage.endpoint', 'storage.bucket', 'storage.region', 'storage.secret_name'] as const;

/** Every function by name. The name is the folder under `lambdas/`, the construct id and the ASL’s substitution. */
export const functions = {
  'manage-connections': {
    ...smallHttp,
    summary: 'Connections, the fields of manual requests, and datasets',
    environment: ['configsTable', 'reconcilerFunction', 'secretPrefix'],
    settings: [],
    readsSources: true,
  },
  'manage-policies': { ...smallHttp, summary: 'Policies', environment: ['configsTable'], settings: [] },
  'configure-intake': {
    ...smallHttp,
    summary: 'The intake configuration',
    environment: ['configsTable', 'requestsTable'],
    settings: ['rate_limit.public_per_minute'],
  },
  'submit-privacy-request': {
    ...smallHttp,
    timeoutSeconds: 28,
    sizing: 'Up to 50 requests of one call, each a transaction and a start of the workflow; just below API Gateway’s 30 s.',
    summary: 'The public submission',
    environment: ['configsTable', 'requestsTable', 'attachmentsBucket', 'stateMachineArn'],
    settings: [
      'rate_limit.public_per_minute',
      'execution.require_manual_request_approval',
      'execution.allow_custom_privacy_request_field_collection',
    ],
  },
  'review-privacy-requests': {
    ...smallHttp,
    memoryMb: 1024,
    timeoutSeconds: 28,
    sizing:
      'Up to 50 decisions of one call, and lists that walk an index; just below API Gateway’s 30 s. 100 requests full of text take 490 MB.',
    summary: 'Lists, decisions, retry, delete, package links',
    environment: ['configsTable', 'requestsTable', 'packagesBucket', 'attachmentsBucket', 'quarantineBucket', 'stateMachineArn'],
    settings: storageSettings,
  },
  'enter-manual-input': {
    ...smallHttp,
    summary: 'Manual input and resume',
    environment: ['configsTable', 'requestsTable', 'stateMachineArn'],
    settings: [],
  },
  'describe-service': {
    ...smallHttp,
    summary: 'Health, the OpenAPI document, and the answer to unknown routes',
    environment: ['configsTable', 'requestsTable', 'scanFunction'],
    settings: ['rate_limit.public_per_minute', 'attachment_scanning.enabled', 'attachment_scanning.icap_timeout'],
  },
  'issue-token': {
    ...smallHttp,
    summary: 'Tokens for clients, from the identity provider',
    environment: ['requestsTable', 'tokenUrl', 'scopePrefix'],
    settings: ['rate_limit.public_per_minute'],
  },
  'check-manual-input': {
    ...smallTask,
    summary: 'Tells the workflow whether manual input is missing',
    environment: ['configsTable', 'requestsTable'],
    settings: ['execution.manual_input_timeout_days'],
  },
  'require-input': {
    ...smallTask,
    summary: 'Stores the task token and sets the request waiting',
    environment: ['configsTable', 'requestsTable', 'stateMachineArn'],
    settings: [],
  },
  'collect-source': {
    ...smallTask,
    timeoutSeconds: 300,
    sizing:
      'One automatic source: a slow database may take minutes; the state waits 330 s. Rows stream through, but up to 100,000 keys are held.',
    memoryMb: 1024,
    summary: 'Collects the rows of one automatic source',
    environment: ['configsTable', 'requestsTable', 'packagesBucket', 'secretPrefix'],
    settings: ['execution.allow_custom_privacy_request_fields_in_request_execution'],
    readsSources: true,
  },
  'build-package': {
    ...smallTask,
    memoryMb: 1024,
    timeoutSeconds: 300,
    sizing: 'Streams the package to S3; compression is CPU, which memory buys.',
    summary: 'Builds the package',
    environment: ['requestsTable', 'packagesBucket'],
    settings: [],
  },
  'complete-request': {
    ...smallTask,
    timeoutSeconds: 300,
    sizing:
      'A mail and a few DynamoDB calls; where a storage destination is set, a package of any size is streamed there. The state waits 330 s.',
    summary: 'Hands the package over and marks the request complete',
    environment: ['requestsTable', 'packagesBucket'],
    settings: ['packages.link_ttl_hours', 'service.public_url', 'mail.from', 'mail.language', ...storageSettings],
  },
  'record-failure': {
    ...smallTask,
    summary: 'Puts a failed request into error, with its cause',
    environment: ['requestsTable'],
    settings: [],
  },
  'reconcile-requests': {
    trigger: 'schedule',
    memoryMb: 512,
    timeoutSeconds: 300,
    sizing: 'Walks the running requests; five minutes cover some thousands, and the next run goes on.',
    summary: 'Repairs requests whose start, resume or purge died half way, and lets go those that wait for nothing',
    environment: ['configsTable', 'requestsTable', 'packagesBucket', 'attachmentsBucket', 'quarantineBucket', 'stateMachineArn'],
    settings: storageSettings,
  },
  'upload-attachment': {
    trigger: 'http',
    memoryMb: 1769,
    timeoutSeconds: 29,
    sizing:
      'A direct upload of 100 MiB is held once, beside what the archive check inflates; 1,769 MB is also one whole CPU. Just below API Gateway’s 30 s, since a scan may take most of it.',
    summary: 'Uploads: checked, scanned, stored',
    environment: ['configsTable', 'requestsTable', 'attachmentsBucket', 'quarantineBucket', 'scanFunction'],
    settings: [
      'rate_limit.uploads_per_minute',
      'attachments.unclaimed_ttl_minutes',
      'execution.allow_custom_privacy_request_field_collection',
      'execution.allow_custom_privacy_request_file_upload',
      'attachment_scanning.enabled',
      'attachment_scanning.icap_timeout',
    ],
  },
  'download-attachment': {
    ...smallHttp,
    timeoutSeconds: 28,
    sizing: 'Reads a file of up to 100 MiB as a stream to compare its digest; just below API Gateway’s 30 s.',
    summary: 'Links to the files of a request',
    environment: ['requestsTable', 'attachmentsBucket'],
    settings: [],
  },
  'deliver-package': {
    ...smallHttp,
    summary: 'Leads from the link of a person’s mail to the package',
    environment: ['requestsTable', 'packagesBucket'],
    settings: ['rate_limit.public_per_minute'],
  },
  'remind-reviewers': {
    trigger: 'schedule',
    memoryMb: 512,
    timeoutSeconds: 300,
    sizing: 'Walks the waiting requests that are due, one write each; five minutes cover some thousands, and a repeat goes on.',
    summary: 'Reminds reviewers of due dates, once a day',
    environment: ['requestsTable'],
    settings: ['service.public_url', 'mail.from', 'mail.reviewers', 'mail.language'],
  },
  'scan-attachment': {
    trigger: 'invoke',
    memoryMb: 1024,
    timeoutSeconds: 29,
    sizing:
      'Holds a file of 100 MiB once while it is sent to the scanner; `icap_timeout` ends a scan before the function’s own timeout does.',
    summary: 'Looks at files for viruses; the only function in the scanner’s network',
    environment: ['quarantineBucket'],
    settings: [
      'attachment_scanning.icap_host',
      'attachment_scanning.icap_port',
      'attachment_scanning.icap_service',
      'attachment_scanning.icap_timeout',
    ],
  },
  'sweep-attachments': {
    trigger: 'schedule',
    memoryMb: 512,
    timeoutSeconds: 300,
    sizing: 'Walks the expired uploads, a few calls each; five minutes cover some thousands, and the next run goes on.',
    summary: 'Sweeps uploads nobody claimed in time',
    environment: ['requestsTable', 'attachmentsBucket', 'quarantineBucket'],
    settings: [],
  },
} as const satisfies Record<string, FunctionSpec>;

/** The name of a function. */
export type FunctionName = keyof typeof functions;

/** The names of all functions, in the registry's order. */
export const functionNames = Object.keys(functions) as readonly FunctionName[];
