import type { StoredConnection } from '../../contracts/items.ts';

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
  /** @returns The connection as it was; nothing where there was none. */
  remove(key: string): Promise<StoredConnection | undefined>;
}

/** Tells that requests need not wait for a connection any more. */
export interface ReleaseAnnouncer {
  /** Has waiting requests looked at again, soon and in the background. */
  connectionReleased(key: string): Promise<void>;
}
