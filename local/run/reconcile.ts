import type { ReconcileInput } from '../../contracts/workflow.ts';
import type { InvokeFunction } from '../functions/invocation.ts';

/** Runs the reconciler once. A pass that fails is in the log; the next one looks again. */
export async function reconcile(invoke: InvokeFunction, input: ReconcileInput): Promise<void> {
  const result = await invoke('reconcile-requests', input);
  if (!result.ok) {
    console.error(JSON.stringify({ level: 'ERROR', message: 'The reconciler failed.', error: result.error }));
  }
}
