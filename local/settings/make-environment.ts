import { randomBytes } from 'node:crypto';
import { type EnvironmentKey, environment } from '../../contracts/environment.ts';
import { type FunctionName, functionNames } from '../../contracts/functions.ts';
import { functionSubstitution } from '../../contracts/workflow.ts';

/** The region the parts of a local run pretend to be in. */
export const region = 'us-east-1';

/** The account the parts of a local run pretend to belong to: AWS's own example number. */
export const account = '123456789012';

/** Names of what the local run creates. */
export const resources = {
  configsTable: 'dossier-configs',
  requestsTable: 'dossier-requests',
  packagesBucket: 'dossier-packages',
  attachmentsBucket: 'dossier-attachments',
  quarantineBucket: 'dossier-quarantine',
  stateMachine: 'privacy-request',
  secretPrefix: 'dossier/',
} as const;

/** A key pair for signing calls to the local parts. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Makes credentials for one run. The secret is new each time, so that no other program can sign links; the id stays, since a
 * DynamoDB Local that runs elsewhere keeps the tables of each id apart.
 */
export function makeCredentials(): Credentials {
  return { accessKeyId: 'LOCALDOSSIER', secretAccessKey: randomBytes(30).toString('base64url') };
}

/** The ARN of a function, as AWS writes it. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}

/** The functions' ARNs, by the names under which the ASL file has them. */
export const workflowSubstitutions: Readonly<Record<string, string>> = Object.fromEntries(
  functionNames.map((name) => [functionSubstitution(name), functionArn(name)]),
);

/** The ARN of the one state machine. */
export const stateMachineArn = `arn:aws:states:${region}:${account}:stateMachine:${resources.stateMachine}`;

/** Where the parts of a run listen. */
export interface Endpoints {
  readonly dynamodb: string;
  readonly s3: string;
  readonly stepFunctions: string;
  readonly lambda: string;
  readonly mail: string;
  readonly token: string;
  readonly secrets: string;
}

/** Variables that would lead an SDK away from the local parts. */
const foreign = [
  'AWS_PROFILE',
  'AWS_DEFAULT_REGION',
  'AWS_SESSION_TOKEN',
  'AWS_ENDPOINT_URL',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
] as const;

/**
 * Sets what functions see: names, endpoints, credentials and settings, the same names as on AWS and nothing else.
 * @param process - The variables to change.
 * @param settings - The `DOSSIER__…` variables.
 */
export function setEnvironment(
  process: NodeJS.ProcessEnv,
  endpoints: Endpoints,
  credentials: Credentials,
  settings: Readonly<Record<string, string>>,
): void {
  for (const name of foreign) {
    delete process[name];
  }
  const ours: Record<EnvironmentKey, string> = {
    configsTable: resources.configsTable,
    requestsTable: resources.requestsTable,
    packagesBucket: resources.packagesBucket,
    attachmentsBucket: resources.attachmentsBucket,
    quarantineBucket: resources.quarantineBucket,
    secretPrefix: resources.secretPrefix,
    stateMachineArn,
    reconcilerFunction: 'reconcile-requests' satisfies FunctionName,
    scanFunction: 'scan-attachment' satisfies FunctionName,
    tokenUrl: endpoints.token,
    scopePrefix: '',
    // Nothing stands before the local API, so no call has to prove that it came through.
    edgeSecrets: '',
  };
  for (const [key, value] of Object.entries(ours)) {
    process[environment[key as EnvironmentKey]] = value;
  }
  Object.assign(process, settings, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SFN: endpoints.stepFunctions,
    AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
    AWS_ENDPOINT_URL_SES: endpoints.mail,
    AWS_ENDPOINT_URL_SESV2: endpoints.mail,
  });
}
