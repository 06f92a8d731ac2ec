import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { limits } from '../../../contracts/limits.ts';
import { requestsByStatus, tableKeys } from '../../../contracts/tables.ts';
import type { Claim, RequestStore, SubmissionMark } from '../../../core/privacy-requests/ports.ts';
import { attachmentKey } from '../attachments/attachment-item.ts';
import { refuseTooLarge, tryWrite } from '../errors.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import type { WriteItem } from '../transact.ts';
import { attachedFileKey, submissionKey, toLogItem, toRequestItem } from './request-item.ts';
import type { RequestsTable } from './table.ts';

/**
 * Stores a new request, its first log entries and the claims of its attachments in one transaction: an attachment is claimed
 * once, ever, however many calls race for it.
 * @remarks 20 files are 20 claims, 20 children and 23 more items: inside the 100 items a transaction can have.
 */
export function createRequest({ client, name }: RequestsTable): RequestStore['create'] {
  return async (request, entries, claims, mark) => {
    const items: WriteItem[] = [
      {
        Put: {
          TableName: name,
          Item: toRequestItem(request),
          ConditionExpression: 'attribute_not_exists(#pk)',
          ExpressionAttributeNames: { '#pk': tableKeys.partition },
        },
      },
      ...entries.map((entry) => ({ Put: { TableName: name, Item: toLogItem(request.id, entry) } })),
      ...claims.flatMap((claim) => claimItems(name, request.id, claim)),
      ...(mark === undefined ? [] : [markItem(name, request.id, mark)]),
    ];
    return tryWrite(() => refuseTooLarge(() => retryConflicts(() => client.send(new TransactWriteCommand({ TransactItems: items })))));
  };
}

const submission = z.lazy(() => z.object({ request_id: z.string(), [tableKeys.ttl]: z.number() }));

/** Finds what was stored under a mark; one whose day is over may still be there, and counts no more. */
export function findSubmitted({ client, name }: RequestsTable): RequestStore['findSubmitted'] {
  return async (mark) => {
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: submissionKey(mark.name), ConsistentRead: true }));
    if (Item === undefined) return undefined;
    const found = submission.parse(Item);
    return found[tableKeys.ttl] < secondsOf(mark.now) ? undefined : found.request_id;
  };
}

function markItem(name: string, requestId: string, mark: SubmissionMark): WriteItem {
  const now = secondsOf(mark.now);
  return {
    Put: {
      TableName: name,
      Item: { ...submissionKey(mark.name), request_id: requestId, [tableKeys.ttl]: now + limits.idempotencySeconds },
      ConditionExpression: 'attribute_not_exists(#pk) OR #ttl < :now',
      ExpressionAttributeNames: { '#pk': tableKeys.partition, '#ttl': tableKeys.ttl },
      ExpressionAttributeValues: { ':now': now },
    },
  };
}

function secondsOf(moment: Date): number {
  return Math.floor(moment.getTime() / 1_000);
}

function claimItems(name: string, requestId: string, { file, now }: Claim): readonly WriteItem[] {
  return [
    {
      Update: {
        TableName: name,
        Key: attachmentKey(file.id),
        UpdateExpression: 'SET #state = :claimed, #request = :request REMOVE #queue, #queued',
        ConditionExpression: '#state = :uploaded AND #until > :now',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#request': 'request_id',
          '#until': 'unclaimed_until',
          '#queue': requestsByStatus.partition,
          '#queued': requestsByStatus.sort,
        },
        ExpressionAttributeValues: { ':claimed': 'claimed', ':uploaded': 'uploaded', ':request': requestId, ':now': now },
      },
    },
    { Put: { TableName: name, Item: { ...attachedFileKey(requestId, file.id), ...file } } },
  ];
}
