import { access } from './access.ts';
import type { DossierTable } from './constructs/dossier-table.ts';
import type { NodeFunction } from './constructs/node-function.ts';
import type { PackageBucket } from './constructs/package-bucket.ts';
import type { WorkflowName } from './constructs/workflow-name.ts';

/** Everything a function can be given. What a stack has not built yet is left out, and asking for it stops synth. */
export interface Grantables {
  readonly configs: DossierTable;
  readonly requests: DossierTable;
  readonly packages: PackageBucket;
  readonly workflow: WorkflowName;
  /** Lets a function start the reconciler. */
  readonly reconciler?: (fn: NodeFunction) => void;
  /** Tells a function where tokens are issued. */
  readonly tokens?: (fn: NodeFunction) => void;
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
  if (wanted.states !== undefined) grantables.workflow.grant(fn, wanted.states);
  if (wanted.reconciler === true) required(grantables.reconciler, fn, 'the reconciler')(fn);
  if (wanted.tokens === true) required(grantables.tokens, fn, 'the token endpoint')(fn);
}

function required<T>(grantable: T | undefined, fn: NodeFunction, what: string): T {
  if (grantable === undefined) throw new Error(`lib/access.ts gives ${fn.functionName} ${what}, which its stack was not handed.`);
  return grantable;
}
