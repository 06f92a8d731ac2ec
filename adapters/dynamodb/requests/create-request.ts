import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { tableKeys } from '../../../contracts/tables.ts';
import type { RequestStore } from '../../../core/privacy-requests/ports.ts';
import { toLogItem, toRequestItem } from './request-item.ts';
import type { RequestsTable } from './table.ts';

/** Stores a new request with its first log entry, both or none. */
export function createRequest({ client, name }: RequestsTable): RequestStore['create'] {
  return async (request, entry) => {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: name,
              Item: toRequestItem(request),
              ConditionExpression: 'attribute_not_exists(#pk)',
              ExpressionAttributeNames: { '#pk': tableKeys.partition },
            },
          },
          { Put: { TableName: name, Item: toLogItem(request.id, entry) } },
        ],
      }),
    );
  };
}
