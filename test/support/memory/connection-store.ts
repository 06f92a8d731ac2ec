import type { StoredConnection } from '../../../contracts/items/connection.ts';
import type { Dataset } from '../../../contracts/schemas/datasets.ts';
import type { ConnectionStore } from '../../../core/connections/ports.ts';

/** Connections in memory, held to the same contract suite as the real store. */
export function createMemoryConnectionStore(): ConnectionStore {
  const kept = new Map<string, StoredConnection>();
  const datasetsOf = new Map<string, readonly Dataset[]>();
  const ownerOf = (datasetKey: string) => [...datasetsOf].find(([, datasets]) => datasets.some((one) => one.fides_key === datasetKey))?.[0];
  const save: ConnectionStore['save'] = async (connection, expectedRevision) => {
    if ((kept.get(connection.key)?.revision ?? 'absent') !== expectedRevision) return false;
    kept.set(connection.key, structuredClone(connection));
    return true;
  };
  return {
    find: async (key) => structuredClone(kept.get(key)),
    all: async () => structuredClone([...kept.values()].sort((a, b) => (a.key < b.key ? -1 : 1))),
    save,
    findDatasets: async (key) => structuredClone(datasetsOf.get(key) ?? []),
    saveDatasets: async (connection, _formerKeys, datasets, expectedRevision) => {
      if (datasets.some((one) => (ownerOf(one.fides_key) ?? connection.key) !== connection.key)) return false;
      if (!(await save(connection, expectedRevision))) return false;
      datasetsOf.set(connection.key, structuredClone(datasets));
      return true;
    },
    remove: async (key) => {
      const removed = kept.get(key);
      kept.delete(key);
      datasetsOf.delete(key);
      return removed;
    },
  };
}
