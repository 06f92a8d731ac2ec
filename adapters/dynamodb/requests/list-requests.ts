import { BatchGetCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { StoredRequest } from '../../../contracts/items/request.ts';
import { openStatuses, type StoredStatus } from '../../../contracts/statuses.ts';
import { requestsByStatus, tableKeys } from '../../../contracts/tables.ts';
import { describePage } from '../../../core/paginate.ts';
import type { RequestFilter, RequestStore } from '../../../core/privacy-requests/ports.ts';
import { readAll } from '../read-all.ts';
import { fromRequestItem, requestKey } from './request-item.ts';
import type { RequestsTable } from './table.ts';

/** What the index tells of a request. */
const indexEntry = z.lazy(() => z.object({ pk: z.string(), [requestsByStatus.sort]: z.string() }));

/** Items of one BatchGetItem at most. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const batchItems = 100;

/**
 * Lists requests: the index is read per status with the filters applied there, merged by creation time, and only the rows of
 * the page are read whole.
 * @remarks Counting all pages reads every matching index entry, some 200 bytes each: 5,000 of them a megabyte, which is 125 read units.
 */
export function listRequests(table: RequestsTable): RequestStore['list'] {
  return async (filter, page) => {
    // A request that changes its status between two of the reads is found by both.
    const unique = new Map((await readStatuses(table, filter)).map((entry) => [entry.id, entry]));
    const sorted = [...unique.values()].sort((a, b) => (a.queuedAt < b.queuedAt ? -1 : 1));
    if (filter.direction === 'desc') sorted.reverse();
    const start = (page.page - 1) * page.size;
    const ids = sorted.slice(start, start + page.size).map((entry) => entry.id);
    return describePage(await readRequests(table, ids), sorted.length, page);
  };
}

/** Ids of the requests of a status, oldest first; only those not changed since a moment where one is given. */
export function idsByStatus(table: RequestsTable): RequestStore['idsByStatus'] {
  return async function* (status, unchangedSince) {
    const entries = readAll(table.client, {
      ...indexQuery(table, status),
      ...(unchangedSince === undefined
        ? {}
        : {
            FilterExpression: '#updated <= :updated',
            ExpressionAttributeNames: { '#queue': requestsByStatus.partition, '#updated': 'updated_at' },
            ExpressionAttributeValues: { ':queue': status, ':updated': unchangedSince },
          }),
    });
    for await (const entry of entries) yield indexEntry.parse(entry).pk;
  };
}

interface IndexEntry {
  readonly id: string;
  readonly queuedAt: string;
}

function indexQuery(table: RequestsTable, status: StoredStatus): QueryCommandInput {
  return {
    TableName: table.name,
    IndexName: requestsByStatus.name,
    KeyConditionExpression: '#queue = :queue',
    ExpressionAttributeNames: { '#queue': requestsByStatus.partition },
    ExpressionAttributeValues: { ':queue': status },
  };
}

/**
 * Statuses in the order in which a request goes through them, so that one that moves while the list is read is met where it goes
 * next. Read all at once, it could be missed everywhere: not yet here, and no longer there. It is in processing before and after a wait.
 */
const rounds: readonly (readonly StoredStatus[])[] = [
  ['pending', 'error'],
  ['approved'],
  ['in_processing'],
  ['requires_input'],
  ['resuming'],
  ['in_processing'],
  ['error', 'complete', 'denied', 'canceled'],
];

async function readStatuses(table: RequestsTable, filter: RequestFilter): Promise<readonly IndexEntry[]> {
  const [first, ...others] = filter.statuses;
  if (first === undefined) return [];
  if (others.length === 0) return readIndex(table, first, filter);
  const found: IndexEntry[] = [];
  for (const round of rounds) {
    const asked = round.filter((status) => filter.statuses.includes(status));
    found.push(...(await Promise.all(asked.map((status) => readIndex(table, status, filter)))).flat());
  }
  return found;
}

async function readIndex(table: RequestsTable, status: StoredStatus, filter: RequestFilter): Promise<readonly IndexEntry[]> {
  const isOpen = openStatuses.some((open) => open === status);
  if (filter.overdue?.is === true && !isOpen) return [];
  const names: Record<string, string> = { '#queue': requestsByStatus.partition };
  const values: Record<string, unknown> = { ':queue': status };
  const conditions: string[] = [];
  const compare = (condition: string, attribute: string, place: string, value: unknown) => {
    if (value === undefined) return;
    names[`#${place}`] = attribute;
    values[`:${place}`] = value;
    conditions.push(condition);
  };
  compare('#id = :id', tableKeys.partition, 'id', filter.id);
  compare('#policy = :policy', 'policy_key', 'policy', filter.policyKey);
  compare('#property = :property', 'property_id', 'property', filter.propertyId);
  compare('contains(#identity, :identity)', 'identity_values', 'identity', filter.identityValue);
  // A closed request is never overdue, whatever its due date.
  if (filter.overdue !== undefined && isOpen)
    compare(filter.overdue.is ? '#due < :due' : '#due >= :due', 'due_at', 'due', filter.overdue.now);
  // A sort key is a creation time, `#` and an id: `$` sorts after `#`, so it stands for "after every id of that very moment".
  const after = filter.createdAfter === undefined ? undefined : `${filter.createdAfter}$`;
  const key = sortRange(after, filter.createdBefore, values);
  if (key !== '') names['#queued'] = requestsByStatus.sort;
  const entries: IndexEntry[] = [];
  for await (const item of readAll(table.client, {
    ...indexQuery(table, status),
    KeyConditionExpression: `#queue = :queue${key}`,
    ...(conditions.length === 0 ? {} : { FilterExpression: conditions.join(' AND ') }),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  })) {
    const entry = indexEntry.parse(item);
    entries.push({ id: entry.pk, queuedAt: entry[requestsByStatus.sort] });
  }
  return entries;
}

function sortRange(after: string | undefined, before: string | undefined, values: Record<string, unknown>): string {
  if (after !== undefined) values[':after'] = after;
  if (before !== undefined) values[':before'] = before;
  if (after !== undefined && before !== undefined) return ' AND #queued BETWEEN :after AND :before';
  if (after !== undefined) return ' AND #queued > :after';
  return before === undefined ? '' : ' AND #queued < :before';
}

/** Reads requests whole, in the order of the ids; one that was deleted meanwhile is left out. */
async function readRequests({ client, name }: RequestsTable, ids: readonly string[]): Promise<readonly StoredRequest[]> {
  const found = new Map<string, StoredRequest>();
  let keys = ids.map(requestKey);
  while (keys.length > 0) {
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: keys.slice(0, batchItems), ConsistentRead: true } } }),
    );
    for (const item of Responses?.[name] ?? []) {
      const request = fromRequestItem(item);
      if (request !== undefined) found.set(request.id, request);
    }
    keys = [...(UnprocessedKeys?.[name]?.Keys ?? []), ...keys.slice(batchItems)];
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
