import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { storedSource } from '../../../contracts/items/source.ts';
import { runningStatuses } from '../../../contracts/statuses.ts';
import { tableKeys } from '../../../contracts/tables.ts';
import type { RequestStore } from '../../../core/privacy-requests/ports.ts';
import { transact } from '../transact.ts';
import { readChildren } from './read-children.ts';
import { requestKey, sourceKey, sourcePrefix, toLogItem } from './request-item.ts';
import type { RequestsTable } from './table.ts';

/** Keeps what became of a source, on the condition that its execution owns the request and nobody has collected it. */
export function saveSource({ client, name }: RequestsTable): RequestStore['saveSource'] {
  return async (source, entry) => {
    const statuses = Object.fromEntries(runningStatuses.map((status, index) => [`:s${index}`, status]));
    return transact(client, [
      {
        ConditionCheck: {
          TableName: name,
          Key: requestKey(source.request_id),
          ConditionExpression: `#status IN (${Object.keys(statuses).join(', ')}) AND #attempt = :attempt`,
          ExpressionAttributeNames: { '#status': 'status', '#attempt': 'attempt' },
          ExpressionAttributeValues: { ...statuses, ':attempt': source.attempt },
        },
      },
      {
        Put: {
          TableName: name,
          Item: { ...sourceKey(source.request_id, source.connection_key), ...source },
          ConditionExpression: 'attribute_not_exists(#pk) OR #collected = :none',
          ExpressionAttributeNames: { '#pk': tableKeys.partition, '#collected': 'collected_at' },
          ExpressionAttributeValues: { ':none': null },
        },
      },
      ...(entry === undefined ? [] : [{ Put: { TableName: name, Item: toLogItem(source.request_id, entry) } }]),
    ]);
  };
}

/** Reads what became of one source. */
export function findSource({ client, name }: RequestsTable): RequestStore['findSource'] {
  return async (id, connectionKey) => {
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: sourceKey(id, connectionKey), ConsistentRead: true }));
    return Item === undefined ? undefined : storedSource.parse(Item);
  };
}

/** Reads what became of every source of a request. */
export function sources(table: RequestsTable): RequestStore['sources'] {
  return async (id) => {
    const items = await readChildren(table, id, sourcePrefix);
    return items.map((item) => storedSource.parse(item));
  };
}
