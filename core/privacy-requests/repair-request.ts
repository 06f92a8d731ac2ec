import type { StoredRequest } from '../../contracts/items/request.ts';
import { runningStatuses } from '../../contracts/statuses.ts';
import { systemActor } from '../caller.ts';
import type { Clock } from '../clock.ts';
import type { MakeId } from '../ids.ts';
import { makeLogEntry } from './log-entry.ts';
import type { RequestStore, Workflow } from './ports.ts';

/** What repairing needs. */
export interface RepairParts {
  readonly requests: RequestStore;
  readonly workflow: Workflow;
  readonly clock: Clock;
  readonly makeId: MakeId;
}

/**
 * Gives a running request whose execution is gone a new one, under the next attempt. Nothing is done where the execution
 * lives, and of two repairs at once one counts on the attempt and the other finds it counted on.
 * @param request - As it was read just now; only its `id`, `status` and `attempt` count.
 * @returns Whether something was repaired.
 * @remarks An execution is gone after a stop of the local run, or where somebody ended it by hand. What was typed in is kept
 * and the request goes on where its status says: one in `requires_input` waits again.
 */
export async function repairRequest(parts: RepairParts, request: Pick<StoredRequest, 'id' | 'status' | 'attempt'>): Promise<boolean> {
  // A request that was closed or finished since it was listed has an execution that ended as it should.
  if (!runningStatuses.some((status) => status === request.status)) return false;
  const state = await parts.workflow.describe(request.id, request.attempt);
  if (state === 'running') return false;
  if (request.status === 'approved' && state === 'missing') {
    await parts.workflow.start(request.id, request.attempt);
    return true;
  }
  if (request.status === 'in_processing' && state === 'ended') return failEndedRequest(parts, request);
  const attempt = request.attempt + 1;
  const counted = await parts.requests.transition({
    id: request.id,
    from: runningStatuses.filter((status) => status === request.status),
    to: request.status,
    attempt: request.attempt,
    changes: { attempt },
    taskToken: null,
    entry: makeLogEntry(parts, 'repaired', systemActor, { message: 'The execution was gone; a new one goes on from here.' }),
  });
  if (counted === undefined) return false;
  await parts.workflow.start(request.id, attempt);
  return true;
}

/** An execution that ended without a word would most likely do so again: a reviewer is told, and can retry. */
async function failEndedRequest(parts: RepairParts, request: Pick<StoredRequest, 'id' | 'attempt'>): Promise<boolean> {
  const failure = { code: 'workflow.ended', message: 'The workflow ended before the request was complete. Retry it.' };
  const failed = await parts.requests.transition({
    id: request.id,
    from: ['in_processing'],
    to: 'error',
    attempt: request.attempt,
    changes: { failure },
    taskToken: null,
    entry: makeLogEntry(parts, 'failed', systemActor, { status: 'error', message: failure.message }),
  });
  return failed !== undefined;
}
