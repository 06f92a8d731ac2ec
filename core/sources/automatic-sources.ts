import type { StoredConnection } from '../../contracts/items/connection.ts';
import type { ActionType } from '../../contracts/schemas/action-type.ts';
import { type AutomaticType, manualConnectionType } from '../../contracts/schemas/connection-types.ts';

/** A connection that is read without people. */
export type AutomaticConnection = StoredConnection & { readonly connection_type: AutomaticType };

/** Whether a connection is read without people: it is enabled and has datasets. */
export function isRead(connection: StoredConnection): connection is AutomaticConnection {
  return connection.connection_type !== manualConnectionType && !connection.disabled && connection.datasets.length > 0;
}

/** The keys of the connections that are read for a request: none for an erasure request, of which access alone is answered. */
export function automaticSourcesFor(actionType: ActionType, connections: readonly StoredConnection[]): string[] {
  return actionType === 'access' ? connections.filter(isRead).map((connection) => connection.key) : [];
}
