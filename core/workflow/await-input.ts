import type { WaitInput } from '../../contracts/schemas/workflow.ts';
import { systemActor } from '../caller.ts';
import { findManualState } from '../manual-requests/find-missing-input.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import { type ResumeParts, releaseRequest } from '../privacy-requests/resume-request.ts';
import { RequestClosedError, TryAgainError } from './errors.ts';
import { findOwnedRequest } from './owned-request.ts';

/**
 * Sets a request waiting: token and status `requires_input` in one write. It throws on every failure, so that the state is
 * retried with a new token rather than left waiting for nobody.
 * @remarks Two things can have happened since CheckManualInput, and each would leave the request waiting for ever: somebody
 * resumed it (its earlier execution was replaced while it waited), or the last definition it missed went away. Both are looked
 * for here, after the write. A wait that was opened anew (`requires_input` already) is the reviewer's to end as long as anything
 * is asked for.
 * @throws RequestClosedError where the request is not this execution's.
 */
export async function awaitInput(parts: ResumeParts, wait: WaitInput): Promise<void> {
  const request = await findOwnedRequest(parts.requests, wait);
  const before = await findManualState(parts, request);
  const waiting = await parts.requests.transition({
    id: wait.request_id,
    from: ['in_processing', 'requires_input'],
    to: 'requires_input',
    attempt: wait.attempt,
    taskToken: wait.task_token,
    ...(request.status === 'in_processing'
      ? {
          entry: makeLogEntry(parts, 'input_required', systemActor, {
            status: 'requires_input',
            ...(before.missing.length === 0 ? {} : { message: `Waiting for: ${before.missing.join(', ')}` }),
          }),
        }
      : {}),
  });
  if (waiting === undefined) {
    await passOnResume(parts, wait);
    return;
  }
  const { sources, missing } = await findManualState(parts, waiting);
  const went = missing.length === 0 && before.missing.every((key) => sources.every((source) => source.key !== key));
  if (sources.length === 0 || (request.status === 'in_processing' && went)) await releaseRequest(parts, wait.request_id, systemActor);
}

/** The request was resumed before its new execution came here: the decision stands, and this wait is over at once. */
async function passOnResume(parts: ResumeParts, wait: WaitInput): Promise<void> {
  const resuming = await parts.requests.transition({
    id: wait.request_id,
    from: ['resuming'],
    to: 'resuming',
    attempt: wait.attempt,
    taskToken: wait.task_token,
  });
  if (resuming === undefined) throw new RequestClosedError();
  if (!(await parts.workflow.resume(wait.task_token))) throw new TryAgainError('The wait that was just opened is gone.');
}
