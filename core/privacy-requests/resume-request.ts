import type { StoredRequest } from '../../contracts/items/request.ts';
import type { Actor } from '../caller.ts';
import type { Clock } from '../clock.ts';
import type { ConnectionStore } from '../connections/ports.ts';
import { AppError } from '../errors.ts';
import type { MakeId } from '../ids.ts';
import { findManualState } from '../manual-requests/find-missing-input.ts';
import { visibleStatus } from './describe-request.ts';
import { findRequest, wrongStatus } from './find-request.ts';
import { makeLogEntry } from './log-entry.ts';
import type { RequestStore, Workflow } from './ports.ts';
import { repairRequest } from './repair-request.ts';
import type { Warn } from './start-execution.ts';

/** What resuming needs. */
export interface ResumeParts {
  readonly requests: RequestStore;
  readonly connections: ConnectionStore;
  readonly workflow: Workflow;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly warn?: Warn;
}

/**
 * Lets a waiting request go on once every manual answer is in (CONTRACT section 8). The conditional write from
 * `requires_input` to `resuming` is the decision: of two calls at once one makes it. What comes after it is repaired by the
 * reconciler, should it fail.
 * @throws AppError `privacy_request.not_found`; `privacy_request.wrong_status` naming the status; `privacy_request.input_missing`
 * naming every connection that is still missing.
 */
export async function resumeRequest(parts: ResumeParts, id: string, actor: Actor): Promise<StoredRequest> {
  const request = await findRequest(parts.requests, id);
  if (request.status !== 'requires_input') throw notWaiting(request);
  const { missing } = await findManualState(parts, request);
  if (missing.length > 0) throw inputMissing(id, missing);
  const resuming = await releaseRequest(parts, id, actor);
  if (resuming === undefined) throw notWaiting(await findRequest(parts.requests, id));
  return resuming;
}

/**
 * Takes the decision that a waiting request goes on, and tells its execution.
 * @returns The request in `resuming`; nothing where it did not wait any more.
 */
export async function releaseRequest(parts: ResumeParts, id: string, actor: Actor): Promise<StoredRequest | undefined> {
  const resuming = await parts.requests.transition({
    id,
    from: ['requires_input'],
    to: 'resuming',
    entry: makeLogEntry(parts, 'resumed', actor, { status: 'resuming' }),
  });
  if (resuming === undefined) return undefined;
  try {
    await continueExecution(parts, resuming);
  } catch (error) {
    parts.warn?.('An execution could not be told to go on; the reconciler tells it.', error);
  }
  return resuming;
}

/**
 * Tells the execution of a request in `resuming` to go on. A token that is used up means that it went on already, or that its
 * execution is gone; `repairRequest` looks which.
 */
export async function continueExecution(parts: ResumeParts, request: StoredRequest): Promise<void> {
  const token = await parts.requests.findTaskToken(request.id);
  if (token !== undefined && (await parts.workflow.resume(token))) return;
  const now = await parts.requests.find(request.id);
  if (now?.status === 'resuming') await repairRequest(parts, now);
}

function notWaiting(request: StoredRequest): AppError {
  return wrongStatus(request, 'Only a request that waits for manual input can be resumed', visibleStatus(request.status));
}

function inputMissing(id: string, missing: readonly string[]): AppError {
  const names = missing.map((key) => `'${key}'`).join(', ');
  return new AppError(
    'privacy_request.input_missing',
    `The privacy request '${id}' cannot be resumed: manual input is missing for ${names}.`,
    {
      errors: missing.map((key) => ({
        loc: ['connection', key],
        msg: 'The input for this connection is missing or answers an earlier definition.',
        type: 'input_missing',
      })),
    },
  );
}
