import type { WorkflowInput } from '../../contracts/schemas/workflow.ts';
import { systemActor } from '../caller.ts';
import { type Clock, timestampOf } from '../clock.ts';
import { type CopyParts, copyPackage } from '../delivery/copy-package.ts';
import { type DeliverParts, deliverPackage } from '../delivery/deliver-package.ts';
import type { MakeId } from '../ids.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import { RequestClosedError } from './errors.ts';
import { findOwnedRequest } from './owned-request.ts';

/** What completing a request needs. */
export interface CompleteParts {
  readonly requests: RequestStore;
  readonly clock: Clock;
  readonly makeId: MakeId;
}

/** What handing over the package and completing its request needs. */
export interface CompleteRequestParts extends CompleteParts, DeliverParts, CopyParts {}

/**
 * Hands over the package — a copy to the storage destination, the mail to the person — and marks the request complete. Repeated
 * after its own success, it does nothing.
 * @throws RequestClosedError where the request was closed meanwhile; TryAgainError where the package could not be handed over.
 */
export async function completeRequest(parts: CompleteRequestParts, input: WorkflowInput): Promise<void> {
  const request = await parts.requests.find(input.request_id);
  if (request?.status === 'complete' && request.attempt === input.attempt) return;
  const owned = await findOwnedRequest(parts.requests, input);
  await copyPackage(parts, owned);
  await deliverPackage(parts, owned);
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
