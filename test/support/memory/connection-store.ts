import type { StoredConnection } from '../../../contracts/items.ts';
import type { ConnectionStore } from '../../../core/connections/ports.ts';

/** Connections in memory, held to the same contract suite as the real store. */
export function createMemoryConnectionStore(): ConnectionStore {
  const kept = new Map<string, StoredConnection>();
  return {
    find: async (key) => structuredClone(kept.get(key)),
    all: async () => structuredClone([...kept.values()].sort((a, b) => (a.key < b.key ? -1 : 1))),
    save: async (connection, expectedRevision) => {
      if ((kept.get(connection.key)?.revision ?? 'absent') !== expectedRevision) return false;
      kept.set(connection.key, structuredClone(connection));
      return true;
    },
    remove: async (key) => {
      const removed = kept.get(key);
      kept.delete(key);
      return removed;
    },
  };
}
