import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type StoredAttachment, storedAttachment } from '../../contracts/items/attachment.ts';
import { limits } from '../../contracts/limits.ts';
import { requestsByStatus, tableKeys } from '../../contracts/tables.ts';
import type { AttachmentRecords } from '../../core/attachments/ports.ts';
import { attachmentKey, quarantineKey, quarantineQueue, sweepAt, sweepQueue, toAttachmentItem } from './attachments/attachment-item.ts';
import { isConditionFailure, tryWrite } from './errors.ts';
import { readAll } from './read-all.ts';
import { retryConflicts } from './retry-conflicts.ts';

/** A deleted attachment sorts before every moment: the next sweep looks at it first. */
const atOnce = '0000';

/** What an id of ours can be. Anything else is nobody's, and DynamoDB takes no key that is empty or longer than 2,048 bytes. */
const idShape = /^[0-9a-z_]{1,100}$/;

/** Seconds the mark of a deleted attachment is kept: long enough to tell a late caller and to look into a fault. */
const markSeconds = 30 * 86_400;

/**
 * Keeps attachments in the requests table, beside the requests that claim them, so that a claim is one transaction.
 * @param name - The table's name.
 */
export function createAttachmentRecords(client: DynamoDBDocumentClient, name: string): AttachmentRecords {
  const update = async (id: string, change: Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName' | 'Key'>) => {
    try {
      return await retryConflicts(() => client.send(new UpdateCommand({ TableName: name, Key: attachmentKey(id), ...change })));
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  };
  const deleteWhere = async (id: string, condition: string, names: Record<string, string>, values: Record<string, unknown>) => {
    const answer = await update(id, {
      UpdateExpression: 'SET #state = :deleted, #queue = :queue, #queued = :at',
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#state': 'state', '#queue': requestsByStatus.partition, '#queued': requestsByStatus.sort, ...names },
      ExpressionAttributeValues: { ':deleted': 'deleted', ':queue': sweepQueue, ':at': sweepAt(atOnce, id), ...values },
      ReturnValues: 'ALL_OLD',
    });
    return answer?.Attributes === undefined ? undefined : storedAttachment.parse(answer.Attributes);
  };
  return {
    async open(attachment) {
      const record = { TableName: name, Item: toAttachmentItem(attachment) };
      if (attachment.announced === null) {
        await putOnce(client, record);
        return;
      }
      const place = {
        ...quarantineKey(attachment.id),
        key: attachment.announced.quarantine_key,
        [requestsByStatus.partition]: quarantineQueue,
        [requestsByStatus.sort]: sweepAt(emptiedAt(attachment), attachment.id),
      };
      await client.send(new TransactWriteCommand({ TransactItems: [{ Put: record }, { Put: { TableName: name, Item: place } }] }));
    },
    async find(id) {
      if (!idShape.test(id)) return undefined;
      const { Item } = await client.send(new GetCommand({ TableName: name, Key: attachmentKey(id), ConsistentRead: true }));
      return Item === undefined ? undefined : storedAttachment.parse(Item);
    },
    async planObject(id, key) {
      const answer = await update(id, {
        UpdateExpression: 'SET #planned = list_append(#planned, :key)',
        ConditionExpression: '#state = :pending',
        ExpressionAttributeNames: { '#planned': 'planned_keys', '#state': 'state' },
        ExpressionAttributeValues: { ':key': [key], ':pending': 'pending' },
      });
      return answer !== undefined;
    },
    async markUploaded(id, file) {
      const answer = await update(id, {
        UpdateExpression: 'SET #state = :uploaded, #file = :file',
        ConditionExpression: '#state = :pending',
        ExpressionAttributeNames: { '#state': 'state', '#file': 'file' },
        ExpressionAttributeValues: { ':uploaded': 'uploaded', ':pending': 'pending', ':file': file },
      });
      return answer !== undefined;
    },
    markDeleted: (id, { expiredBefore, onlyPending = false } = {}) =>
      deleteWhere(
        id,
        `${onlyPending ? '#state = :pending' : '#state IN (:pending, :uploaded)'}${expiredBefore === undefined ? '' : ' AND #until <= :before'}`,
        expiredBefore === undefined ? {} : { '#until': 'unclaimed_until' },
        {
          ':pending': 'pending',
          ...(onlyPending ? {} : { ':uploaded': 'uploaded' }),
          ...(expiredBefore === undefined ? {} : { ':before': expiredBefore }),
        },
      ),
    releaseClaimed: (id, requestId) =>
      deleteWhere(
        id,
        '#state = :claimed AND #request = :request',
        { '#request': 'request_id' },
        { ':claimed': 'claimed', ':request': requestId },
      ),
    async forget(id, lookAgainAt) {
      if (lookAgainAt !== undefined) {
        await update(id, {
          UpdateExpression: 'SET #queue = :queue, #queued = :at',
          ConditionExpression: '#state = :deleted',
          ExpressionAttributeNames: { '#queue': requestsByStatus.partition, '#queued': requestsByStatus.sort, '#state': 'state' },
          ExpressionAttributeValues: { ':queue': sweepQueue, ':at': sweepAt(lookAgainAt, id), ':deleted': 'deleted' },
        });
        return;
      }
      await update(id, {
        UpdateExpression: 'SET #ttl = :ttl, #file = :none, #announced = :none, #planned = :empty REMOVE #queue, #queued',
        ConditionExpression: '#state = :deleted',
        ExpressionAttributeNames: {
          '#ttl': tableKeys.ttl,
          '#file': 'file',
          '#announced': 'announced',
          '#planned': 'planned_keys',
          '#queue': requestsByStatus.partition,
          '#queued': requestsByStatus.sort,
          '#state': 'state',
        },
        ExpressionAttributeValues: {
          ':ttl': Math.floor(Date.now() / 1_000) + markSeconds,
          ':none': null,
          ':empty': [],
          ':deleted': 'deleted',
        },
      });
    },
    async *idsToSweep(before) {
      for await (const item of readQueue(client, name, sweepQueue, before)) yield String(item[tableKeys.partition]);
    },
    async *quarantinedUntil(before) {
      for await (const item of readQueue(client, name, quarantineQueue, before)) {
        const id = String(item[tableKeys.partition]);
        const { Item } = await client.send(new GetCommand({ TableName: name, Key: quarantineKey(id) }));
        if (typeof Item?.key === 'string') yield { id, key: Item.key };
      }
    },
    async forgetQuarantined(id) {
      await client.send(new DeleteCommand({ TableName: name, Key: quarantineKey(id) }));
    },
  };
}

/**
 * Writes an item that nobody else can have written, its id being new and random: where it is there, an earlier try of this call
 * wrote it. Without the condition a try that arrives late would undo what happened to the item since.
 */
async function putOnce(client: DynamoDBDocumentClient, record: { TableName: string; Item: Record<string, unknown> }): Promise<void> {
  await tryWrite(() =>
    client.send(
      new PutCommand({
        ...record,
        ConditionExpression: 'attribute_not_exists(#id)',
        ExpressionAttributeNames: { '#id': tableKeys.partition },
      }),
    ),
  );
}

/** Its form works for a while after it was opened, however soon the attachment itself runs out: twice that, for a slow sender. */
function emptiedAt(attachment: StoredAttachment): string {
  const formEnds = Date.parse(attachment.created_at) + 2 * limits.directUploadSeconds * 1_000;
  return new Date(Math.max(formEnds, Date.parse(attachment.unclaimed_until))).toISOString();
}

function readQueue(client: DynamoDBDocumentClient, table: string, queue: string, before: string) {
  return readAll(client, {
    TableName: table,
    IndexName: requestsByStatus.name,
    KeyConditionExpression: '#queue = :queue AND #queued <= :before',
    ExpressionAttributeNames: { '#queue': requestsByStatus.partition, '#queued': requestsByStatus.sort },
    // `$` sorts after the `#` that ends the moment: everything of that very moment is in.
    ExpressionAttributeValues: { ':queue': queue, ':before': `${before}$` },
  });
}
