import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { RequestStore } from '../../../core/privacy-requests/ports.ts';
import { fromRequestItem, requestKey, taskTokenAttribute } from './request-item.ts';
import type { RequestsTable } from './table.ts';

/** Reads a request as it is now. */
export function findRequest({ client, name }: RequestsTable): RequestStore['find'] {
  return async (id) => {
    if (id === '') return undefined;
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: requestKey(id), ConsistentRead: true }));
    return fromRequestItem(Item);
  };
}

/** Reads the token of a wait, and nothing else. */
export function findTaskToken({ client, name }: RequestsTable): RequestStore['findTaskToken'] {
  return async (id) => {
    const { Item } = await client.send(
      new GetCommand({
        TableName: name,
        Key: requestKey(id),
        ConsistentRead: true,
        ProjectionExpression: '#token',
        ExpressionAttributeNames: { '#token': taskTokenAttribute },
      }),
    );
    const token: unknown = Item?.[taskTokenAttribute];
    return typeof token === 'string' ? token : undefined;
  };
}
