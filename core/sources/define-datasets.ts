import type { StoredConnection } from '../../contracts/items/connection.ts';
import { limits } from '../../contracts/limits.ts';
import { manualConnectionType } from '../../contracts/schemas/connection-types.ts';
import type { Dataset, DatasetIn } from '../../contracts/schemas/datasets.ts';
import { type Clock, timestampOf } from '../clock.ts';
import { findConnection } from '../connections/find-connection.ts';
import type { ConnectionStore } from '../connections/ports.ts';
import { AppError } from '../errors.ts';
import { judgeDatasets } from './judge-datasets.ts';
import { normaliseDatasets } from './normalise-datasets.ts';

/** What defining datasets needs. */
export interface DefineDatasetsParts {
  readonly connections: ConnectionStore;
  readonly clock: Clock;
}

/** The datasets of a connection, as they are answered. */
export interface ConnectionDatasets {
  readonly connection_key: string;
  readonly datasets: Dataset[];
}

/**
 * Creates or replaces the datasets of an automatic connection.
 * @param single - One object was sent and no list, for the places of what is wrong.
 * @throws AppError `connection.not_found`, `connection.wrong_type` for a manual one, `request.invalid` naming every place that is
 * wrong, `dataset.too_large`, `connection.conflict` where somebody else changed it, or took a dataset's key, at the same time.
 */
export async function defineDatasets(
  parts: DefineDatasetsParts,
  key: string,
  sent: readonly DatasetIn[],
  single: boolean,
): Promise<ConnectionDatasets> {
  const connection = await findAutomaticConnection(parts.connections, key);
  const datasets = normaliseDatasets(sent);
  const others = (await parts.connections.all()).filter((other) => other.key !== key);
  const errors = judgeDatasets(datasets, {
    connectionType: connection.connection_type,
    foreignKeys: new Set(others.flatMap((other) => other.datasets)),
    single,
  });
  if (errors.length > 0) throw new AppError('request.invalid', errors[0]?.msg ?? '', { errors });
  if (Buffer.byteLength(JSON.stringify(datasets)) > limits.datasetBytes) {
    throw new AppError('dataset.too_large', `All datasets of a connection can have ${limits.datasetBytes.toLocaleString('en')} bytes.`);
  }
  await save(parts, connection, datasets);
  return { connection_key: key, datasets };
}

/**
 * Reads the datasets of an automatic connection.
 * @throws AppError `connection.not_found`, `connection.wrong_type`, `dataset.not_found` where there are none.
 */
export async function readDatasets(connections: ConnectionStore, key: string): Promise<ConnectionDatasets> {
  await findAutomaticConnection(connections, key);
  const datasets = await connections.findDatasets(key);
  if (datasets.length === 0) throw noDatasets(key);
  return { connection_key: key, datasets: [...datasets] };
}

/**
 * Deletes the datasets of an automatic connection: it is not read any more.
 * @throws AppError as `readDatasets`, and `connection.conflict`.
 */
export async function deleteDatasets(parts: DefineDatasetsParts, key: string): Promise<void> {
  const connection = await findAutomaticConnection(parts.connections, key);
  if (connection.datasets.length === 0) throw noDatasets(key);
  await save(parts, connection, []);
}

async function findAutomaticConnection(connections: ConnectionStore, key: string): Promise<StoredConnection> {
  const connection = await findConnection(connections, key);
  if (connection.connection_type === manualConnectionType) {
    throw new AppError(
      'connection.wrong_type',
      `The connection '${key}' is of type ${connection.connection_type}; people answer it, so it has no datasets.`,
    );
  }
  return connection;
}

async function save(parts: DefineDatasetsParts, connection: StoredConnection, datasets: readonly Dataset[]): Promise<void> {
  const after = {
    ...connection,
    datasets: datasets.map((dataset) => dataset.fides_key),
    updated_at: timestampOf(parts.clock),
    revision: connection.revision + 1,
  };
  if (!(await parts.connections.saveDatasets(after, connection.datasets, datasets, connection.revision))) {
    throw new AppError(
      'connection.conflict',
      `The connection '${connection.key}', or the key of one of its datasets, was changed by somebody else at the same time. Send the call again.`,
    );
  }
}

function noDatasets(key: string): AppError {
  return new AppError('dataset.not_found', `No datasets are defined for the connection '${key}'.`);
}
