import type { FunctionName } from '../contracts/functions.ts';

/**
 * What a function may do with the items of a table. Two kinds reach almost nothing: `count` counts the calls of an address, and
 * `probe` asks for an item that isn't there, to see whether the table answers.
 */
export type TableAccess = 'read' | 'write' | 'delete' | 'count' | 'probe';

/**
 * What a function may do with the files of a bucket. `link` signs download links and `read` also learns that a file is missing;
 * `write` stores files, and signs the forms of direct uploads; `purge` deletes them.
 */
export type BucketAccess = 'link' | 'read' | 'write' | 'purge';

/** What a function may do with executions: start one, stop it, look at it, or send the answer a wait is there for. */
export type WorkflowAccess = 'start' | 'stop' | 'describe' | 'send';

/** Everything one function may touch. What is not named is denied. */
export interface Access {
  readonly configs?: readonly TableAccess[];
  readonly requests?: readonly TableAccess[];
  readonly packages?: readonly BucketAccess[];
  readonly attachments?: readonly BucketAccess[];
  readonly quarantine?: readonly BucketAccess[];
  readonly states?: readonly WorkflowAccess[];
  /** It may start the reconciler. */
  readonly reconciler?: true;
  /** It may call the scan function. */
  readonly scanner?: true;
  /** It asks the identity provider for tokens: an address, and no permission. */
  readonly tokens?: true;
}

/**
 * Who may do what: the one table of grants. Actions and environment names follow from it, and a test compares it with what each
 * function's code can call. `start` and `describe` of functions that resume: where a wait is gone, they start the request again.
 */
export const access: Readonly<Record<FunctionName, Access>> = {
  'manage-connections': { configs: ['read', 'write', 'delete'], reconciler: true },
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
    attachments: ['purge'],
    quarantine: ['purge'],
    states: ['start', 'stop'],
  },
  'enter-manual-input': { configs: ['read'], requests: ['read', 'write'], states: ['start', 'describe', 'send'] },
  'describe-service': { configs: ['probe'], requests: ['probe', 'count'], scanner: true },
  'issue-token': { requests: ['count'], tokens: true },
  'check-manual-input': { configs: ['read'], requests: ['read', 'write'] },
  'require-input': { configs: ['read'], requests: ['read', 'write'], states: ['start', 'describe', 'send'] },
  'collect-source': { configs: ['read'], requests: ['read'] },
  'build-package': { requests: ['read', 'write'], packages: ['write', 'purge'] },
  'complete-request': { requests: ['read', 'write'] },
  'record-failure': { requests: ['read', 'write'] },
  'reconcile-requests': {
    configs: ['read'],
    requests: ['read', 'write', 'delete'],
    packages: ['purge'],
    attachments: ['purge'],
    quarantine: ['purge'],
    states: ['start', 'describe', 'send'],
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
