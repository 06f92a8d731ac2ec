import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type StoredDelivery, storedDelivery } from '../../contracts/items/delivery.ts';
import { tableKeys } from '../../contracts/tables.ts';
import type { DeliveryClaim, DeliveryStore, SettledDelivery } from '../../core/delivery/ports.ts';
import { tryWrite } from './errors.ts';
import { deliveryKey, linkTokenKey, packageCopyKey, requestKey, toLogItem } from './requests/request-item.ts';
import { transact, type WriteItem } from './transact.ts';

const copyItem = z.lazy(() => z.object({ attempt: z.int() }));
const tokenItem = z.lazy(() => z.object({ request_id: z.string() }));

/**
 * Keeps deliveries beside their requests, and an item for each token that leads to its request: by its hash, so that nobody who
 * reads the table can open a package.
 * @param name - The requests table's name.
 */
export function createDeliveryStore(client: DynamoDBDocumentClient, name: string): DeliveryStore {
  const read = async (key: Record<string, string>) =>
    (await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }))).Item;
  return {
    async find(requestId) {
      if (requestId === '') return undefined;
      const item = await read(deliveryKey(requestId));
      return item === undefined ? undefined : storedDelivery.parse(item);
    },
    claim: (claim) => transact(client, claimItems(name, claim)),
    async release(requestId, tokenHash) {
      await tryWrite(() =>
        client.send(
          new UpdateCommand({
            TableName: name,
            Key: deliveryKey(requestId),
            UpdateExpression: 'SET #state = :open',
            ConditionExpression: '#state = :sending AND #hash = :hash',
            ExpressionAttributeNames: { '#state': 'state', '#hash': 'token_hash' },
            ExpressionAttributeValues: { ':open': 'open', ':sending': 'sending', ':hash': tokenHash },
          }),
        ),
      );
    },
    settle: (settled) => transact(client, settleItems(name, settled)),
    async findOwner(tokenHash) {
      const item = await read(linkTokenKey(tokenHash));
      return item === undefined ? undefined : tokenItem.parse(item).request_id;
    },
    countDownload: (requestId, tokenHash, entry) =>
      transact(client, [
        {
          Update: {
            TableName: name,
            Key: deliveryKey(requestId),
            UpdateExpression: 'ADD #downloads :one',
            ConditionExpression: '#hash = :hash',
            ExpressionAttributeNames: { '#downloads': 'downloads', '#hash': 'token_hash' },
            ExpressionAttributeValues: { ':one': 1, ':hash': tokenHash },
          },
        },
        { Put: { TableName: name, Item: toLogItem(requestId, entry) } },
      ]),
    async findCopied(requestId) {
      const item = await read(packageCopyKey(requestId));
      return item === undefined ? undefined : copyItem.parse(item).attempt;
    },
    async markCopied(requestId, attempt, entry) {
      await transact(client, [
        runningRequest(name, requestId, attempt),
        {
          Put: {
            TableName: name,
            Item: { ...packageCopyKey(requestId), attempt },
            ConditionExpression: 'attribute_not_exists(#attempt) OR #attempt < :attempt',
            ExpressionAttributeNames: { '#attempt': 'attempt' },
            ExpressionAttributeValues: { ':attempt': attempt },
          },
        },
        { Put: { TableName: name, Item: toLogItem(requestId, entry) } },
      ]);
    },
  };
}

/** Nothing is delivered for an execution that was replaced, nor for a request that was closed or deleted. */
function runningRequest(name: string, requestId: string, attempt: number): WriteItem {
  return {
    ConditionCheck: {
      TableName: name,
      Key: requestKey(requestId),
      ConditionExpression: '#status = :running AND #attempt = :attempt',
      ExpressionAttributeNames: { '#status': 'status', '#attempt': 'attempt' },
      ExpressionAttributeValues: { ':running': 'in_processing', ':attempt': attempt },
    },
  };
}

function claimItems(name: string, claim: DeliveryClaim): readonly WriteItem[] {
  const { requestId, attempt, tokenHash, validUntil, now, before } = claim;
  const delivery: StoredDelivery = {
    request_id: requestId,
    state: 'sending',
    attempt,
    token_hash: tokenHash,
    valid_until: validUntil,
    tries: (before?.tries ?? 0) + 1,
    claimed_at: now,
    sent_at: null,
    downloads: before?.downloads ?? 0,
  };
  return [
    runningRequest(name, requestId, attempt),
    { Put: { TableName: name, Item: { ...deliveryKey(requestId), ...delivery }, ...unchanged(before) } },
    {
      Put: {
        TableName: name,
        Item: {
          ...linkTokenKey(tokenHash),
          request_id: requestId,
          [tableKeys.ttl]: Math.ceil(new Date(validUntil).getTime() / 1_000),
        },
      },
    },
  ];
}

/** The condition that the record is still the one that was read. */
function unchanged(before: StoredDelivery | undefined) {
  if (before === undefined) {
    return { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': tableKeys.partition } };
  }
  return {
    ConditionExpression: '#state = :state AND #claimed = :claimed AND #hash = :hash',
    ExpressionAttributeNames: { '#state': 'state', '#claimed': 'claimed_at', '#hash': 'token_hash' },
    ExpressionAttributeValues: { ':state': before.state, ':claimed': before.claimed_at, ':hash': before.token_hash },
  };
}

function settleItems(name: string, { requestId, attempt, state, tokenHash, now, entry }: SettledDelivery): readonly WriteItem[] {
  const log = { Put: { TableName: name, Item: toLogItem(requestId, entry) } };
  if (tokenHash === null) {
    const delivery: StoredDelivery = {
      request_id: requestId,
      state,
      attempt,
      token_hash: null,
      valid_until: now,
      tries: 0,
      claimed_at: now,
      sent_at: null,
      downloads: 0,
    };
    const item = {
      Put: {
        TableName: name,
        Item: { ...deliveryKey(requestId), ...delivery },
        ConditionExpression: 'attribute_not_exists(#attempt) OR #attempt < :attempt',
        ExpressionAttributeNames: { '#attempt': 'attempt' },
        ExpressionAttributeValues: { ':attempt': attempt },
      },
    };
    return [runningRequest(name, requestId, attempt), item, log];
  }
  const update = {
    Update: {
      TableName: name,
      Key: deliveryKey(requestId),
      UpdateExpression: 'SET #state = :state, #sent = :sent',
      ConditionExpression: '#state = :sending AND #hash = :hash',
      ExpressionAttributeNames: { '#state': 'state', '#sent': 'sent_at', '#hash': 'token_hash' },
      ExpressionAttributeValues: { ':state': state, ':sent': state === 'sent' ? now : null, ':sending': 'sending', ':hash': tokenHash },
    },
  };
  return [update, log];
}
