import type { StoredRequest } from '../../contracts/items/request.ts';
import { AppError } from '../errors.ts';
import type { RequestStore } from './ports.ts';

/** An id may be named, but not a text of any length that stands where an id belongs. */
const namedCharacters = 80;

/** The error of a request that is not there, or not there any more. */
export function requestNotFound(id: string): AppError {
  return new AppError('privacy_request.not_found', `There is no privacy request with the id '${id.slice(0, namedCharacters)}'.`);
}

/**
 * Finds a request by its id.
 * @throws AppError `privacy_request.not_found` where there is none, also where it was deleted.
 */
export async function findRequest(requests: RequestStore, id: string): Promise<StoredRequest> {
  const request = await requests.find(id);
  if (request === undefined) throw requestNotFound(id);
  return request;
}

/** The error of a request whose status does not allow what was asked; it names the status. */
export function wrongStatus(request: StoredRequest, what: string, shown: string): AppError {
  return new AppError('privacy_request.wrong_status', `${what}: the privacy request '${request.id}' has the status ${shown}.`);
}
