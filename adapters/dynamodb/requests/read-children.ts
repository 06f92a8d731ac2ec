import { tableKeys } from '../../../contracts/tables.ts';
import { collectAll } from '../read-all.ts';
import type { RequestsTable } from './table.ts';

/**
 * Reads every item of one kind that lies beside a request, in the order of its sort keys.
 * @param prefix - What the sort keys of the kind begin with.
 */
export function readChildren({ client, name }: RequestsTable, id: string, prefix: string): Promise<readonly Record<string, unknown>[]> {
  return collectAll(client, {
    TableName: name,
    ConsistentRead: true,
    KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
    ExpressionAttributeNames: { '#pk': tableKeys.partition, '#sk': tableKeys.sort },
    ExpressionAttributeValues: { ':pk': id, ':prefix': prefix },
  });
}
