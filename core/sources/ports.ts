import type { ConnectionSecrets } from '../../contracts/schemas/connections.ts';

/** Keeps the secrets of connections, each under an id. */
export interface SecretStore {
  /** @returns Nothing where there are none under this id. */
  read(id: string): Promise<ConnectionSecrets | undefined>;
  /** Creates or replaces what is under an id. */
  write(id: string, secrets: ConnectionSecrets): Promise<void>;
  /** Removes what is under an id for good; nothing happens where there is nothing. */
  remove(id: string): Promise<void>;
}

/** Keeps the rows that automatic sources gave, as lines of JSON. */
export interface SourceRows {
  /** Writes an object as its lines come; one that breaks off leaves nothing behind. */
  write(key: string, lines: AsyncIterable<string>): Promise<void>;
  /** The lines of an object, without holding it. */
  read(key: string): AsyncIterable<string>;
  /** Removes everything under a prefix. Can be repeated. */
  removeAll(prefix: string): Promise<void>;
}
