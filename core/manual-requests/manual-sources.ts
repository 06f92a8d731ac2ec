import type { StoredConnection, StoredManualRequest } from '../../contracts/items/connection.ts';
import type { StoredManualInput } from '../../contracts/items/manual-input.ts';
import type { ActionType } from '../../contracts/schemas/action-type.ts';
import { manualConnectionType } from '../../contracts/schemas/connection-types.ts';

/** A connection whose answers a request needs, with the definition as it is now. */
export interface ManualSource {
  readonly key: string;
  readonly manual: StoredManualRequest;
}

/** Whether people are asked for a connection's answers: requests need them only then. */
export function asksPeople(
  connection: StoredConnection,
): connection is StoredConnection & { readonly manual_request: StoredManualRequest } {
  return connection.connection_type === manualConnectionType && !connection.disabled && connection.manual_request !== null;
}

/**
 * The manual connections a request needs: enabled ones with fields, and none for an erasure request (CONTRACT sections 4 and 8).
 * They are looked at as they are now, not as they were when the request came.
 */
export function manualSourcesFor(actionType: ActionType, connections: readonly StoredConnection[]): readonly ManualSource[] {
  if (actionType !== 'access') return [];
  return connections.flatMap((connection) => (asksPeople(connection) ? [{ key: connection.key, manual: connection.manual_request }] : []));
}

/** Whether an input answers the definition as it is now. */
export function coversDefinition(input: StoredManualInput | undefined, manual: StoredManualRequest): boolean {
  return input?.definition_version === manual.version;
}

/** Keys of the sources whose input is missing or answers another definition, in the sources' order. */
export function missingInput(sources: readonly ManualSource[], inputs: readonly StoredManualInput[]): readonly string[] {
  const byKey = new Map(inputs.map((input) => [input.connection_key, input]));
  return sources.filter((source) => !coversDefinition(byKey.get(source.key), source.manual)).map((source) => source.key);
}
