import type { StoredConnection, StoredManualRequest } from '../../contracts/items/connection.ts';
import { manualConnectionType } from '../../contracts/schemas/connection-types.ts';
import type { FieldIn, ManualRequestOut } from '../../contracts/schemas/manual-requests.ts';
import type { Page } from '../../contracts/schemas/primitives.ts';
import { type Clock, timestampOf } from '../clock.ts';
import { describeConnection } from '../connections/describe-connection.ts';
import { findConnection } from '../connections/find-connection.ts';
import type { ConnectionStore, ReleaseAnnouncer } from '../connections/ports.ts';
import { AppError } from '../errors.ts';
import type { MakeId } from '../ids.ts';
import { type PageRequest, paginate } from '../paginate.ts';
import { deriveFields, versionOf } from './derive-fields.ts';
import { asksPeople } from './manual-sources.ts';

/** What defining fields needs. */
export interface DefineFieldsParts {
  readonly connections: ConnectionStore;
  readonly releases: ReleaseAnnouncer;
  readonly clock: Clock;
  readonly makeId: MakeId;
}

/** A manual request with its fields, as it is answered. */
export function describeManualRequest(connection: StoredConnection, manual: StoredManualRequest): ManualRequestOut {
  return { id: manual.id, fields: [...manual.fields], connection_config: describeConnection(connection) };
}

/**
 * Finds a connection people type answers for.
 * @throws AppError `connection.not_found`, or `connection.wrong_type` where it is of another type; that names the type.
 */
export async function findManualConnection(connections: ConnectionStore, key: string): Promise<StoredConnection> {
  const connection = await findConnection(connections, key);
  if (connection.connection_type !== manualConnectionType) {
    throw new AppError(
      'connection.wrong_type',
      `The connection '${key}' is of type ${connection.connection_type}; only connections of type ${manualConnectionType} have fields to type in.`,
    );
  }
  return connection;
}

/**
 * Finds a manual connection with its fields.
 * @throws AppError as `findManualConnection`, and `manual_request.not_found` where no fields are defined.
 */
export async function findManualRequest(
  connections: ConnectionStore,
  key: string,
): Promise<{ readonly connection: StoredConnection; readonly manual: StoredManualRequest }> {
  const connection = await findManualConnection(connections, key);
  if (connection.manual_request === null) {
    throw new AppError('manual_request.not_found', `No fields are defined for the connection '${key}'.`);
  }
  return { connection, manual: connection.manual_request };
}

/**
 * Creates or replaces the fields of a manual request (CONTRACT section 3).
 * @param mode - `create` refuses where fields exist; `replace` does not mind.
 * @throws AppError `manual_request.exists`, `request.invalid` for fields that clash, `connection.conflict` where somebody else
 * changed the connection at the same time, and what `findManualConnection` throws.
 */
export async function defineFields(
  parts: DefineFieldsParts,
  key: string,
  fields: readonly FieldIn[],
  mode: 'create' | 'replace',
): Promise<ManualRequestOut> {
  const derived = deriveFields(fields);
  const connection = await findManualConnection(parts.connections, key);
  if (mode === 'create' && connection.manual_request !== null) {
    throw new AppError('manual_request.exists', `Fields are defined for the connection '${key}' already. Use PATCH to replace them.`);
  }
  const manual: StoredManualRequest = {
    id: connection.manual_request?.id ?? parts.makeId('manualRequest'),
    fields: [...derived],
    version: versionOf(derived),
  };
  const after = await saveFields(parts, connection, manual);
  return describeManualRequest(after, manual);
}

/**
 * Deletes the fields of a manual request. Requests that waited for nothing else go on by themselves (CONTRACT section 8).
 * @throws AppError as `findManualRequest`, and `connection.conflict`.
 */
export async function deleteFields(parts: DefineFieldsParts, key: string): Promise<void> {
  const { connection } = await findManualRequest(parts.connections, key);
  await saveFields(parts, connection, null);
  if (asksPeople(connection)) await parts.releases.connectionReleased(key);
}

async function saveFields(
  parts: DefineFieldsParts,
  connection: StoredConnection,
  manual: StoredManualRequest | null,
): Promise<StoredConnection> {
  const after = { ...connection, manual_request: manual, updated_at: timestampOf(parts.clock), revision: connection.revision + 1 };
  if (!(await parts.connections.save(after, connection.revision))) {
    throw new AppError(
      'connection.conflict',
      `The connection '${connection.key}' was changed by somebody else at the same time. Send the call again.`,
    );
  }
  return after;
}

/** Lists every enabled manual request that has fields, by the connection's key. */
export async function listManualRequests(connections: ConnectionStore, page: PageRequest): Promise<Page<ManualRequestOut>> {
  const found = (await connections.all()).flatMap((connection) =>
    connection.manual_request === null || connection.disabled ? [] : [describeManualRequest(connection, connection.manual_request)],
  );
  return paginate(found, page);
}
