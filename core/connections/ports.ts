import type { StoredConnection } from '../../contracts/items/connection.ts';
import type { Dataset } from '../../contracts/schemas/datasets.ts';

/** Keeps connections, each with the fields of its manual request. */
export interface ConnectionStore {
  find(key: string): Promise<StoredConnection | undefined>;
  /** Every connection, by key. An installation has some hundreds at most, so they are read as a whole. */
  all(): Promise<readonly StoredConnection[]>;
  /**
   * Writes a connection whole.
   * @param expectedRevision - The revision that was read; `absent` where there must be none.
   * @returns False where somebody else was faster; nothing is written then.
   */
  save(connection: StoredConnection, expectedRevision: number | 'absent'): Promise<boolean>;
  /** The datasets of a connection; none where there are none. */
  findDatasets(key: string): Promise<readonly Dataset[]>;
  /**
   * Writes a connection together with its datasets. A dataset's key belongs to one connection.
   * @param formerKeys - The keys of the datasets it had.
   * @returns False where somebody else changed the connection, or has taken one of the keys; nothing is written then.
   */
  saveDatasets(
    connection: StoredConnection,
    formerKeys: readonly string[],
    datasets: readonly Dataset[],
    expectedRevision: number,
  ): Promise<boolean>;
  /** Removes a connection with its datasets. @returns The connection as it was; nothing where there was none. */
  remove(key: string): Promise<StoredConnection | undefined>;
}

/** Tells that requests need not wait for a connection any more. */
export interface ReleaseAnnouncer {
  /** Has waiting requests looked at again, soon and in the background. */
  connectionReleased(key: string): Promise<void>;
}
