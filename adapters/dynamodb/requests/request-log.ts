import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { logEntry } from '../../../contracts/schemas/log.ts';
import { paginate } from '../../../core/paginate.ts';
import type { RequestStore } from '../../../core/privacy-requests/ports.ts';
import { readChildren } from './read-children.ts';
import { logPrefix, toLogItem } from './request-item.ts';
import type { RequestsTable } from './table.ts';

/** Adds one line to a request's log. */
export function appendLog({ client, name }: RequestsTable): RequestStore['appendLog'] {
  return async (id, entry) => {
    await client.send(new PutCommand({ TableName: name, Item: toLogItem(id, entry) }));
  };
}

/** Reads a request's log, oldest first. Every request has a first entry, so no entry means no request. */
export function readLog(table: RequestsTable): RequestStore['readLog'] {
  return async (id, page) => {
    if (id === '') return undefined;
    const items = await readChildren(table, id, logPrefix);
    if (items.length === 0) return undefined;
    return paginate(
      items.map((item) => logEntry.parse(item)),
      page,
    );
  };
}
