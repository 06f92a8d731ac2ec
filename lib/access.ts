import type { FunctionName } from '../contracts/functions.ts';

/**
 * What a function may do with the items of a table. Two kinds reach almost nothing: `count` counts the calls of an address, and
 * `probe` asks for an item that isn't there, to see whether the table answers.
 */
export type TableAccess = 'read' | 'write' | 'delete' | 'count' | 'probe';

/**
 * What a function may do with the files of a bucket. `link` signs download links and `read` also learns that a file is missing;
 * `write` stores files, and signs the forms of direct uploads; `purge` deletes them; `list` names those there are.
 */
export type BucketAccess = 'link' | 'read' | 'write' | 'purge' | 'list';

/** What a function may do with the secrets of connections. */
export type SecretAccess = 'read' | 'write' | 'delete';

/** What a function may do with executions: start one, stop it, look at it, or send the answer a wait is there for. */
export type WorkflowAccess = 'start' | 'stop' | 'describe' | 'send';

/** Everything one function may touch. What is not named is denied. */
export interface Access {
  readonly configs?: readonly TableAccess[];
  readonly requests?: readonly TableAccess[];
  readonly packages?: readonly BucketAccess[];
  /** The rows of automatic sources, in the bucket of packages. */
  readonly rows?: readonly BucketAccess[];
  readonly attachments?: readonly BucketAccess[];
  readonly quarantine?: readonly BucketAccess[];
  readonly states?: readonly WorkflowAccess[];
  readonly secrets?: readonly SecretAccess[];
  /** It may start the reconciler. */
  readonly reconciler?: true;
  /** It may call the scan function. */
  readonly scanner?: true;
  /** It asks the identity provider for tokens: an address, and no permission. */
  readonly tokens?: true;
  /** It sends mails, as the sender of `mail.from`. */
  readonly mail?: true;
  /** It reads the keys of the storage destination, where `storage.enabled` is on. */
  readonly storageKeys?: true;
}

/**
 * Who may do what: the one table of grants. Actions and environment names follow from it, and a test compares it with what each
 * function's code can call. `start` and `describe` of functions that resume: where a wait is gone, they start the request again.
 */
export const access: Readonly<Record<FunctionName, Access>> = {
  'manage-connections': { configs: ['read', 'write', 'delete'], secrets: ['read', 'write', 'delete'], reconciler: true },
  'manage-policies': { configs: ['read', 'write'] },
  'configure-intake': { configs: ['read', 'write'], requests: ['count'] },
  // It deletes nothing but the `Idempotency-Key` of a call that failed.
  'submit-privacy-request': {
    configs: ['read'],
    requests: ['read', 'write', 'delete'],
    attachments: ['read'],
    states: ['start'],
  },
  'review-privacy-requests': {
    configs: ['read'],
    requests: ['read', 'write', 'delete'],
    packages: ['link', 'purge'],
    rows: ['list', 'purge'],
    attachments: ['purge'],
    quarantine: ['purge'],
    states: ['start', 'stop'],
    storageKeys: true,
  },
  'enter-manual-input': { configs: ['read'], requests: ['read', 'write'], states: ['start', 'describe', 'send'] },
  'describe-service': { configs: ['probe'], requests: ['probe', 'count'], scanner: true },
  'issue-token': { requests: ['count'], tokens: true },
  'check-manual-input': { configs: ['read'], requests: ['read', 'write'] },
  'require-input': { configs: ['read'], requests: ['read', 'write'], states: ['start', 'describe', 'send'] },
  'collect-source': { configs: ['read'], requests: ['read', 'write'], rows: ['write'], secrets: ['read'] },
  'build-package': { requests: ['read', 'write'], packages: ['write', 'purge'], rows: ['link'] },
  'complete-request': { requests: ['read', 'write'], packages: ['link'], mail: true, storageKeys: true },
  'deliver-package': { requests: ['read', 'write'], packages: ['read', 'link'] },
  'remind-reviewers': { requests: ['read', 'write'], mail: true },
  'record-failure': { requests: ['read', 'write'] },
  'reconcile-requests': {
    configs: ['read'],
    requests: ['read', 'write', 'delete'],
    packages: ['purge'],
    rows: ['list', 'purge'],
    attachments: ['purge'],
    quarantine: ['purge'],
    states: ['start', 'describe', 'send'],
    storageKeys: true,
  },
  'upload-attachment': {
    configs: ['read'],
    requests: ['read', 'write'],
    attachments: ['write', 'purge'],
    quarantine: ['read', 'write', 'purge'],
    scanner: true,
  },
  'download-attachment': { requests: ['read', 'write'], attachments: ['read', 'link'] },
  'scan-attachment': { quarantine: ['read'] },
  'sweep-attachments': { requests: ['read', 'write', 'delete'], attachments: ['purge'], quarantine: ['purge'] },
};
