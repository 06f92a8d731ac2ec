import type { ManualInputCheck, WorkflowInput } from '../../contracts/schemas/workflow.ts';
import { systemActor } from '../caller.ts';
import { type Clock, timestampOf } from '../clock.ts';
import type { ConnectionStore } from '../connections/ports.ts';
import type { MakeId } from '../ids.ts';
import { findManualState } from '../manual-requests/find-missing-input.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import { automaticSourcesFor } from '../sources/automatic-sources.ts';
import { TryAgainError } from './errors.ts';
import { findOwnedRequest } from './owned-request.ts';

/** What checking manual input needs. */
export interface CheckManualInputParts {
  readonly requests: RequestStore;
  readonly connections: ConnectionStore;
  readonly clock: Clock;
  readonly makeId: MakeId;
  /** `execution.manual_input_timeout_days` */
  readonly timeoutDays: number;
}

const daySeconds = 86_400;

/**
 * Tells the workflow whether people still have to type something in, by the definitions as they are now. Where nothing is
 * missing, the connections whose answers and rows go into the package are fixed with the same write that lets the request go on.
 * @remarks A request that is in `requires_input` already belongs to an execution that was replaced: it waits again for the
 * reviewer's resume, even with all answers in.
 * @throws RequestClosedError where the request is not this execution's; TryAgainError where it was let go in between.
 */
export async function checkManualInput(parts: CheckManualInputParts, input: WorkflowInput): Promise<ManualInputCheck> {
  const request = await findOwnedRequest(parts.requests, input);
  const { sources, missing } = await findManualState(parts, request);
  const waits = request.status === 'requires_input' ? sources.length > 0 : missing.length > 0;
  const answer = {
    request_id: input.request_id,
    attempt: input.attempt,
    input_missing: waits,
    wait_seconds: parts.timeoutDays * daySeconds,
    sources: waits ? [] : automaticSourcesFor(request.policy.action_type, await parts.connections.all()),
  };
  if (waits && request.status === 'requires_input') return answer;
  const moved = await parts.requests.transition({
    id: request.id,
    from: [request.status],
    to: 'in_processing',
    attempt: input.attempt,
    changes: {
      ...(request.started_processing_at === null ? { started_processing_at: timestampOf(parts.clock) } : {}),
      manual_sources: waits ? null : sources.map((source) => source.key),
      automatic_sources: waits ? null : answer.sources,
    },
    taskToken: null,
    ...(request.status === 'approved'
      ? { entry: makeLogEntry(parts, 'processing_started', systemActor, { status: 'in_processing' }) }
      : {}),
  });
  if (moved !== undefined) return answer;
  // It may only have been let go since it was read: ending here would leave it in `resuming` with nobody to go on.
  await findOwnedRequest(parts.requests, input);
  throw new TryAgainError('The request changed while it was looked at.');
}
