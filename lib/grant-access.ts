import { objectPrefixes } from '../contracts/objects.ts';
import { access } from './access.ts';
import type { DossierTable } from './constructs/dossier-table.ts';
import type { FileBucket } from './constructs/file-bucket.ts';
import type { NodeFunction } from './constructs/node-function.ts';
import type { SecretNames } from './constructs/secret-names.ts';
import type { WorkflowName } from './constructs/workflow-name.ts';

/** Gives a function one thing. */
type Give = (fn: NodeFunction) => void;

/** Everything a function can be given. What a stack has not been handed is left out, and asking for it stops synth. */
export interface Grantables {
  readonly configs: DossierTable;
  readonly requests: DossierTable;
  readonly packages: FileBucket;
  readonly attachments: FileBucket;
  readonly quarantine: FileBucket;
  readonly workflow: WorkflowName;
  readonly secrets: SecretNames;
  /** Lets a function start the reconciler. */
  readonly reconciler?: Give;
  /** Lets a function call the scan function. */
  readonly scanner?: Give;
  /** Tells a function where tokens are issued. */
  readonly tokens?: Give;
  /** Makes every function behind a route refuse calls that went past the edge, where there is one. */
  readonly edge?: Give;
  /** Lets a function send mails. */
  readonly mail?: Give;
  /** Lets a function read the keys of the storage destination. */
  readonly storageKeys?: Give;
}

/**
 * Gives a function what `access` says, no more and no less.
 * @throws Error when it needs something that its stack was not handed
 */
export function grantAccess(fn: NodeFunction, grantables: Grantables): void {
  const wanted = access[fn.functionName];
  if (wanted.configs !== undefined) grantables.configs.grant(fn, wanted.configs);
  if (wanted.requests !== undefined) grantables.requests.grant(fn, wanted.requests);
  if (wanted.packages !== undefined) grantables.packages.grant(fn, wanted.packages);
  if (wanted.rows !== undefined) grantables.packages.grant(fn, wanted.rows, objectPrefixes.rows);
  if (wanted.attachments !== undefined) grantables.attachments.grant(fn, wanted.attachments);
  if (wanted.quarantine !== undefined) grantables.quarantine.grant(fn, wanted.quarantine);
  if (wanted.secrets !== undefined) grantables.secrets.grant(fn, wanted.secrets);
  if (wanted.states !== undefined) grantables.workflow.grant(fn, wanted.states);
  if (fn.spec.trigger === 'http') grantables.edge?.(fn);
  for (const key of ['reconciler', 'scanner', 'tokens', 'mail', 'storageKeys'] as const) {
    if (wanted[key] !== true) continue;
    const give = grantables[key];
    if (give === undefined) throw new Error(`lib/access.ts gives ${fn.functionName} the ${key}, which its stack was not handed.`);
    give(fn);
  }
}
