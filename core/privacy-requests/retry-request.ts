import type { StoredRequest } from '../../contracts/items/request.ts';
import type { Actor } from '../caller.ts';
import { visibleStatus } from './describe-request.ts';
import { findRequest, wrongStatus } from './find-request.ts';
import { makeLogEntry } from './log-entry.ts';
import type { ReviewParts } from './review-requests.ts';
import { startExecution } from './start-execution.ts';

/**
 * Lets a request that failed go on (CONTRACT section 7): a new execution, since one that failed cannot be entered again past
 * its Fail state. What was typed in and what sources gave is kept, so only what is missing is done again.
 * @throws AppError `privacy_request.not_found`, `privacy_request.wrong_status` from any status but `error`.
 */
export async function retryRequest(parts: ReviewParts, id: string, actor: Actor): Promise<StoredRequest> {
  const before = await findRequest(parts.requests, id);
  const after = await parts.requests.transition({
    id,
    from: ['error'],
    to: 'in_processing',
    attempt: before.attempt,
    changes: { attempt: before.attempt + 1, failure: null, finished_at: null },
    taskToken: null,
    entry: makeLogEntry(parts, 'retried', actor, { status: 'in_processing' }),
  });
  if (after === undefined) {
    const met = await findRequest(parts.requests, id);
    throw wrongStatus(met, 'Only a request in error can be retried', visibleStatus(met.status));
  }
  await startExecution(parts, after);
  return after;
}
