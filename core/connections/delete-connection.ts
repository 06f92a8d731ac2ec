import { AppError } from '../errors.ts';
import { asksPeople } from '../manual-requests/manual-sources.ts';
import type { ConnectionStore, ReleaseAnnouncer } from './ports.ts';

/**
 * Deletes a connection and, with it, its fields. Requests that waited for nothing else go on by themselves (CONTRACT section 8).
 * @throws AppError `connection.not_found` where there is none.
 */
export async function deleteConnection(parts: { connections: ConnectionStore; releases: ReleaseAnnouncer }, key: string): Promise<void> {
  const removed = await parts.connections.remove(key);
  if (removed === undefined) throw new AppError('connection.not_found', `There is no connection with the key '${key}'.`);
  if (asksPeople(removed)) await parts.releases.connectionReleased(key);
}
