import { AppError } from '../errors.ts';
import { asksPeople } from '../manual-requests/manual-sources.ts';
import type { SecretStore } from '../sources/ports.ts';
import { findConnection } from './find-connection.ts';
import type { ConnectionStore, ReleaseAnnouncer } from './ports.ts';

/** What deleting a connection needs. */
export interface DeleteConnectionParts {
  readonly connections: ConnectionStore;
  readonly releases: ReleaseAnnouncer;
  readonly secrets: SecretStore;
}

/**
 * Deletes a connection with its fields, datasets and secrets. Requests that waited for nothing else go on by themselves (CONTRACT
 * section 8).
 * @remarks The secrets go first: should this die half way, the connection is still there to be deleted again, and no secret is
 * left that nobody knows of.
 * @throws AppError `connection.not_found` where there is none.
 */
export async function deleteConnection(parts: DeleteConnectionParts, key: string): Promise<void> {
  const { secrets } = await findConnection(parts.connections, key);
  if (secrets !== null) await parts.secrets.remove(secrets.id);
  const removed = await parts.connections.remove(key);
  if (removed === undefined) throw new AppError('connection.not_found', `There is no connection with the key '${key}'.`);
  // Somebody may have sent new secrets in between.
  if (removed.secrets !== null) await parts.secrets.remove(removed.secrets.id);
  if (asksPeople(removed)) await parts.releases.connectionReleased(key);
}
