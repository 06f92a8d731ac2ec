import { BatchWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { requestsByStatus, tableKeys } from '../../../contracts/tables.ts';
import type { Clock } from '../../../core/clock.ts';
import type { RequestStore } from '../../../core/privacy-requests/ports.ts';
import { tryWrite } from '../errors.ts';
import { readAll } from '../read-all.ts';
import { transact } from '../transact.ts';
import { findRequest } from './find-request.ts';
import {
  attachedFilePrefix,
  deliverySort,
  linkTokenKey,
  logPrefix,
  manualInputPrefix,
  packageCopySort,
  queuedAt,
  requestKey,
  sourcePrefix,
  toLogItem,
} from './request-item.ts';
import type { RequestsTable } from './table.ts';

/** Items of one BatchWriteItem at most. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const batchItems = 25;

/** Replaces a request by the mark that it was deleted: id and times, listed under `deleted` until its purge is done. */
export function markDeleted(table: RequestsTable, clock: Clock): RequestStore['markDeleted'] {
  const find = findRequest(table);
  return async (id, entry) => {
    const request = await find(id);
    if (request === undefined) return false;
    const now = clock.now().toISOString();
    const mark = {
      ...requestKey(id),
      id,
      status: 'deleted',
      created_at: request.created_at,
      updated_at: now,
      [requestsByStatus.partition]: 'deleted',
      [requestsByStatus.sort]: queuedAt(request),
    };
    return transact(table.client, [
      {
        Put: {
          TableName: table.name,
          Item: mark,
          ConditionExpression: 'attribute_exists(#pk) AND #status <> :deleted',
          ExpressionAttributeNames: { '#pk': tableKeys.partition, '#status': 'status' },
          ExpressionAttributeValues: { ':deleted': 'deleted' },
        },
      },
      { Put: { TableName: table.name, Item: toLogItem(id, entry) } },
    ]);
  };
}

/** Removes the input of a deleted request, what became of its sources, what it knew of its files and its delivery, and the texts of its log. */
export function purge({ client, name }: RequestsTable): RequestStore['purge'] {
  return async (id) => {
    const children: Record<string, unknown>[] = [];
    const items = readAll(client, {
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: '#pk = :pk',
      ProjectionExpression: '#pk, #sk, #message, #hash',
      ExpressionAttributeNames: { '#pk': tableKeys.partition, '#sk': tableKeys.sort, '#message': 'message', '#hash': 'token_hash' },
      ExpressionAttributeValues: { ':pk': id },
    });
    for await (const child of items) {
      const sort = String(child[tableKeys.sort]);
      const key = { [tableKeys.partition]: id, [tableKeys.sort]: sort };
      if ([manualInputPrefix, attachedFilePrefix, sourcePrefix].some((prefix) => sort.startsWith(prefix))) children.push(key);
      if (sort === deliverySort || sort === packageCopySort) children.push(key);
      if (sort === deliverySort && typeof child.token_hash === 'string') children.push(linkTokenKey(child.token_hash));
      if (sort.startsWith(logPrefix) && child.message !== undefined) {
        await client.send(
          new UpdateCommand({
            TableName: name,
            Key: key,
            UpdateExpression: 'REMOVE #message',
            ExpressionAttributeNames: { '#message': 'message' },
          }),
        );
      }
    }
    let deletes = children.map((Key) => ({ DeleteRequest: { Key } }));
    while (deletes.length > 0) {
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [name]: deletes.slice(0, batchItems) } }));
      const unprocessed = (UnprocessedItems?.[name] ?? []).flatMap((item) =>
        item.DeleteRequest?.Key === undefined ? [] : [{ DeleteRequest: { Key: item.DeleteRequest.Key } }],
      );
      deletes = [...unprocessed, ...deletes.slice(batchItems)];
    }
  };
}

/** Takes a deleted request off the index; its mark stays, so that its id is known to be gone. */
export function forget({ client, name }: RequestsTable): RequestStore['forget'] {
  return async (id) => {
    await tryWrite(() =>
      client.send(
        new UpdateCommand({
          TableName: name,
          Key: requestKey(id),
          UpdateExpression: 'REMOVE #queue, #queued',
          ConditionExpression: '#status = :deleted',
          ExpressionAttributeNames: { '#queue': requestsByStatus.partition, '#queued': requestsByStatus.sort, '#status': 'status' },
          ExpressionAttributeValues: { ':deleted': 'deleted' },
        }),
      ),
    );
  };
}
