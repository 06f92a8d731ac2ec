import { AppError } from '../errors.ts';
import type { ConnectionStore, ReleaseAnnouncer } from './ports.ts';

/**
 * Deletes a connection and, with it, its fields. Requests that waited for nothing else go on by themselves (CONTRACT section 8).
 * @throws AppError `connection.not_found` where there is none.
 */
export async function deleteConnection(parts: { connections: ConnectionStore; releases: ReleaseAnnouncer }, key: string): Promise<void> {
  if (!(await parts.connections.remove(key))) throw new AppError('connection.not_found', `There is no connection with the key '${key}'.`);
  await parts.releases.connectionReleased(key);
}
