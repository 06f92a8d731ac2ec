import type { StoredRequest } from '../../contracts/items/request.ts';
import type { WorkflowInput } from '../../contracts/schemas/workflow.ts';
import { runningStatuses } from '../../contracts/statuses.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import { RequestClosedError } from './errors.ts';

/**
 * Finds the request an execution works on.
 * @throws RequestClosedError where it is closed, deleted, or owned by another attempt.
 */
export async function findOwnedRequest(requests: RequestStore, input: WorkflowInput): Promise<StoredRequest> {
  const request = await requests.find(input.request_id);
  if (request === undefined || request.attempt !== input.attempt || !runningStatuses.some((status) => status === request.status)) {
    throw new RequestClosedError();
  }
  return request;
}
