import * as z from 'zod/mini';
import type { StoredRequest } from '../../contracts/items/request.ts';
import type { FailureInput } from '../../contracts/schemas/workflow.ts';
import { runningStatuses } from '../../contracts/statuses.ts';
import { manualInputTimeoutError, workflowErrors } from '../../contracts/workflow.ts';
import { systemActor } from '../caller.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { CompleteParts } from './complete-request.ts';

/** The cause Lambda writes: JSON with the message of the thrown error. */
const lambdaCause = z.lazy(() => z.object({ errorMessage: z.string() }));

/**
 * Puts a failed request into `error`, with a cause a reviewer understands. One that was closed meanwhile stays closed.
 */
export async function recordFailure(parts: CompleteParts, report: FailureInput): Promise<void> {
  const request = await parts.requests.find(report.request_id);
  if (request === undefined) return;
  // The wait ran out in the moment between the decision to go on and its execution hearing of it: the decision stands, and the
  // reconciler finds the execution ended and gives the request a new one.
  if (request.status === 'resuming' && report.failure.Error === manualInputTimeoutError) return;
  const failure = describeFailure(request, report.failure);
  await parts.requests.transition({
    id: report.request_id,
    from: runningStatuses,
    to: 'error',
    attempt: report.attempt,
    changes: { failure },
    taskToken: null,
    entry: makeLogEntry(parts, 'failed', systemActor, { status: 'error', message: failure.message }),
  });
}

/** Our own errors carry sentences made for people; of any other only its name is told, since its message can hold anything. */
function describeFailure(request: StoredRequest, failure: FailureInput['failure']): { readonly code: string; readonly message: string } {
  if (failure.Error === manualInputTimeoutError && request.status === 'requires_input') {
    return {
      code: 'manual_input.timed_out',
      message: 'Nobody confirmed the manual input in time. What was entered is kept: retry the request to go on.',
    };
  }
  if (failure.Error === workflowErrors.sourceFailed || failure.Error === workflowErrors.tryAgain) {
    return { code: failure.Error, message: messageOf(failure.Cause ?? '') };
  }
  const code = /^[A-Za-z0-9_.]{1,100}$/.test(failure.Error) ? failure.Error : 'workflow.error';
  return { code, message: `A step of the workflow failed (${code}). Retry the request; what was entered is kept.` };
}

function messageOf(cause: string): string {
  try {
    return lambdaCause.parse(JSON.parse(cause)).errorMessage;
  } catch {
    return cause;
  }
}
