import type { StoredConnection } from '../../contracts/items/connection.ts';
import { manualConnectionType } from '../../contracts/schemas/connection-types.ts';
import type { ConnectionOut } from '../../contracts/schemas/connections.ts';

/** What stands in an answer where a secret is stored. */
export const secretMask = '**********';

/** A connection as it is answered: secrets masked, a manual request without fields marked incomplete (CONTRACT section 2). */
export function describeConnection(connection: StoredConnection): ConnectionOut {
  const { secrets } = connection;
  return {
    key: connection.key,
    name: connection.name,
    description: connection.description,
    connection_type: connection.connection_type,
    access: connection.access,
    disabled: connection.disabled,
    created_at: connection.created_at,
    updated_at: connection.updated_at,
    secrets: secrets === null ? null : Object.fromEntries(secrets.names.map((name) => [name, secretMask])),
    ...(connection.connection_type === manualConnectionType && connection.manual_request === null ? { incomplete: true as const } : {}),
  };
}
