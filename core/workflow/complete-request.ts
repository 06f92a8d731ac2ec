import type { WorkflowInput } from '../../contracts/workflow.ts';
import { systemActor } from '../caller.ts';
import { type Clock, timestampOf } from '../clock.ts';
import type { MakeId } from '../ids.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import { RequestClosedError } from './errors.ts';

/** What completing a request needs. */
export interface CompleteParts {
  readonly requests: RequestStore;
  readonly clock: Clock;
  readonly makeId: MakeId;
}

/**
 * Marks a request complete. Repeated after its own success, it does nothing.
 * @throws RequestClosedError where the request was closed meanwhile.
 */
export async function completeRequest(parts: CompleteParts, input: WorkflowInput): Promise<void> {
  const done = await parts.requests.transition({
    id: input.request_id,
    from: ['in_processing'],
    to: 'complete',
    attempt: input.attempt,
    changes: { finished_at: timestampOf(parts.clock) },
    taskToken: null,
    entry: makeLogEntry(parts, 'completed', systemActor, { status: 'complete' }),
  });
  if (done !== undefined) return;
  const now = await parts.requests.find(input.request_id);
  if (now?.status !== 'complete' || now.attempt !== input.attempt) throw new RequestClosedError();
}
