import type { StoredConnection } from '../../contracts/items/connection.ts';
import { AppError } from '../errors.ts';
import type { ConnectionStore } from './ports.ts';

/**
 * Finds a connection by its key.
 * @throws AppError `connection.not_found` where there is none; it names the key.
 */
export async function findConnection(connections: ConnectionStore, key: string): Promise<StoredConnection> {
  const connection = await connections.find(key);
  if (connection === undefined) throw new AppError('connection.not_found', `There is no connection with the key '${key}'.`);
  return connection;
}
