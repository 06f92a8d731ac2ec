import type { SettingOverrides } from '../contracts/settings.ts';

/** Leaving a safe default: the value itself carries the reason, so that nobody does it in silence. */
export interface Because {
  /** Why this stage may do without the safe default, as a sentence of at least 20 characters. */
  readonly because: string;
}

/**
 * Parts a stage can be deployed without: those that an emulator of AWS does not know. On AWS nothing is left out.
 * `login-pages`: the look of the hosted login. `login-domain`: the host name of the hosted login, which also issues tokens; they come from
 * the emulator's own address, which `AWS_ENDPOINT_URL` names at synth. `alarms`: alarms and the dashboard.
 */
export type Part = 'login-pages' | 'login-domain' | 'alarms';

/** How the virus scanner runs. */
export interface ScannerSettings {
  /**
   * How the scanner reaches out for signatures, its image and its log. Nobody reaches in, either way (docs/costs.md has the prices).
   * `public`: by a public address. `private`: it has none; signatures come over IPv6 through a gateway that only lets out, the rest
   * through endpoints of AWS.
   */
  readonly layout: 'public' | 'private';
  /** One is enough: while it starts anew, uploads are answered with 503. Two stand in two zones. */
  readonly tasks: 1 | 2;
  /** CPU units; 1,024 are one CPU. A scan uses one CPU at most. */
  readonly cpu: 512 | 1024 | 2048;
}

/** The front door: CloudFront with its firewall, the pages and the API behind one name. */
export interface EdgeSettings {
  /** Calls one address may make in five minutes before the firewall answers 429, pages and API together. At least 10. */
  readonly callsPerFiveMinutes: number;
  /** Raised by one to change the secret between edge and functions (docs/runbook.md). */
  readonly secretGeneration: number;
  /**
   * The name people know, with its certificate in us-east-1.
   * @defaultValue the name that CloudFront makes
   */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
}

/** A network of the organisation's own, in which its databases and services are reached. */
export interface SourcesNetworkSettings {
  readonly vpcId: string;
  /** Private subnets with a way to AWS's own services: through NAT, or through endpoints (docs/deploy.md). Two zones or more. */
  readonly subnets: readonly [SourcesSubnet, ...SourcesSubnet[]];
  /** Which the databases let in. Nothing needs to be let into it. */
  readonly securityGroupId: string;
}

/** One subnet of that network. */
export interface SourcesSubnet {
  readonly id: string;
  readonly availabilityZone: string;
}

/** The name of a stage: part of every physical name. */
export type StageName = 'dev' | 'prod' | 'local-emulator';

/** What differs between the places Dossier is deployed to. Everything else is the same everywhere. */
export interface StageSettings {
  readonly name: StageName;
  /**
   * Whether tables, bucket, keys and users outlive their stack, and are protected against deletion.
   * @defaultValue they do
   */
  readonly keepData: true | Because;
  /** Days logs are kept. They hold ids and times, no names; long enough to look back at the longest wait for manual input. */
  readonly logRetentionDays: 30 | 90 | 180 | 365;
  /**
   * Calls a second the whole API takes on average, and the burst above it, before API Gateway answers 429.
   * The limit per client address is a setting (`rate_limit.*`); this one bounds the bill.
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
   */
  readonly throttle: { readonly ratePerSecond: number; readonly burst: number };
  /**
   * Origins of the pages, which send files straight into quarantine and read packages to show them: the two calls of a page that
   * don't go to its own origin.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
   */
  readonly pageOrigins: readonly [string, ...string[]];
  /**
   * Where the hosted login sends people back to: https, or http on localhost.
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
   */
  readonly adminPageUrls: readonly [string, ...string[]];
  /**
   * Who hears of alarms, as a mail address; CloudWatch asks it once whether it agrees.
   * @defaultValue somebody does
   */
  readonly alarmsTo: string | Because;
  /**
   * The virus scanner. It goes together with `attachment_scanning.enabled`: synth stops where one is on and the other off.
   * @defaultValue there is one
   */
  readonly scanner: ScannerSettings | Because;
  /**
   * The front door. Without one there are no pages, and the API answers under API Gateway's own name with nothing in front of it.
   * @defaultValue there is one
   */
  readonly edge: EdgeSettings | Because;
  /**
   * Where the functions stand that read automatic sources, when those are in a network that lets nobody else in.
   * @defaultValue in none of ours: sources are reached by public addresses
   */
  readonly sourcesNetwork?: SourcesNetworkSettings;
  /**
   * What this stage is deployed without, each part with the reason.
   * @see docs/emulators.md
   */
  readonly leftOut: { readonly [P in Part]?: string };
  /** Settings of `config/dossier.json` this stage overrides. */
  readonly settings: SettingOverrides;
}

/** Every stage. */
export const stages: Readonly<Record<StageName, StageSettings>> = {
  dev: {
    name: 'dev',
    keepData: { because: 'The data of this stage is made up, and a forgotten stack must be removable in one call.' },
    logRetentionDays: 30,
    throttle: { ratePerSecond: 20, burst: 40 },
    pageOrigins: ['http://localhost:8080'],
    adminPageUrls: ['http://localhost:8080/admin/'],
    alarmsTo: { because: 'Nobody is on call for this stage; its alarms are read on the dashboard.' },
    edge: { because: 'The pages of this stage are served by whoever works on them, and nobody else knows its address.' },
    scanner: { because: 'A scanner costs more than the rest of this stage together, and the files are made up.' },
    leftOut: {},
    settings: {},
  },
  prod: {
    name: 'prod',
    keepData: true,
    logRetentionDays: 365,
    throttle: { ratePerSecond: 200, burst: 400 },
    pageOrigins: ['https://privacy.example.com'],
    adminPageUrls: ['https://privacy.example.com/admin/'],
    alarmsTo: 'privacy-operations@example.com',
    edge: { callsPerFiveMinutes: 2_000, secretGeneration: 1 },
    scanner: { layout: 'public', tasks: 1, cpu: 512 },
    leftOut: {},
    settings: {
      'execution.require_manual_request_approval': true,
      'attachment_scanning.enabled': true,
      'mail.from': 'privacy@example.com',
      'service.public_url': 'https://privacy.example.com',
    },
  },
  'local-emulator': {
    name: 'local-emulator',
    keepData: { because: 'The emulator keeps everything in memory, and it is gone when it ends.' },
    logRetentionDays: 30,
    throttle: { ratePerSecond: 1_000, burst: 2_000 },
    pageOrigins: ['http://localhost:8080'],
    adminPageUrls: ['http://localhost:8080/admin/'],
    alarmsTo: { because: 'An emulator has no alarms that ring, and nobody waits for them.' },
    edge: { because: 'MiniStack keeps distributions and firewalls as records, and serves nothing through them.' },
    scanner: { because: 'The emulator runs containers by Docker alone, and a deployment to it must not need Docker.' },
    leftOut: {
      'login-pages': 'MiniStack has no resource type AWS::Cognito::ManagedLoginBranding; nobody looks at login pages there.',
      'login-domain': 'Host names of Cognito lead to AWS and not to an emulator.',
      alarms: 'MiniStack has no alarms that add metrics up (Metrics of AWS::CloudWatch::Alarm), as most of ours do.',
    },
    settings: {
      // As in the local run: the tests of the HTTP contract use both, and call more often than people do.
      'execution.allow_custom_privacy_request_field_collection': true,
      'execution.allow_custom_privacy_request_file_upload': true,
      'rate_limit.public_per_minute': 1_000_000,
      'rate_limit.uploads_per_minute': 1_000_000,
      'mail.from': 'privacy@example.com',
    },
  },
};

/** Whether a word is the name of a stage. */
export function isStageName(word: string): word is StageName {
  return Object.hasOwn(stages, word);
}

const shortestReason = 20;

/**
 * Whether a stage left a safe default, after checking that it says why.
 * @param safe - the property's value, or the reason for leaving it
 * @throws Error when the reason is missing or too short to be one
 */
export function keeps<T extends true | string | object>(safe: T | Because): safe is T {
  if (typeof safe !== 'object' || !('because' in safe)) return true;
  if (safe.because.trim().length < shortestReason) {
    throw new Error(`A stage leaves a safe default without a reason: say why in at least ${shortestReason} characters.`);
  }
  return false;
}
