import { tableKeys } from '../../../contracts/tables.ts';

/** All connections lie in one partition, sorted by key: they are read together far more often than written. */
export const connectionPartition = 'connection';

/** The key of a connection's item. */
export function connectionKey(key: string): Record<string, string> {
  return { [tableKeys.partition]: connectionPartition, [tableKeys.sort]: key };
}
