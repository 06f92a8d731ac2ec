import type { StoredRequest } from '../../contracts/items/request.ts';
import type { Workflow } from './ports.ts';

/** Told of a start that did not work; it is not lost, so the call that caused it still succeeds. */
export type Warn = (what: string, error: unknown) => void;

/**
 * Starts the execution that owns a request. A start that fails is left to the reconciler: the stored request is the promise,
 * and the execution's name makes a second start harmless.
 */
export async function startExecution(
  parts: { readonly workflow: Workflow; readonly warn?: Warn },
  request: Pick<StoredRequest, 'id' | 'attempt'>,
): Promise<void> {
  try {
    await parts.workflow.start(request.id, request.attempt);
  } catch (error) {
    parts.warn?.('An execution could not be started; the reconciler starts it.', error);
  }
}
