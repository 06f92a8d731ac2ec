import { storedAttachedFile } from '../../../contracts/items/attachment.ts';
import { tableKeys } from '../../../contracts/tables.ts';
import type { RequestStore } from '../../../core/privacy-requests/ports.ts';
import { collectAll } from '../read-all.ts';
import { attachedFilePrefix } from './request-item.ts';
import type { RequestsTable } from './table.ts';

/** Reads the files a request holds. */
export function attachedFiles({ client, name }: RequestsTable): RequestStore['attachedFiles'] {
  return async (id) => {
    const items = await collectAll(client, {
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
      ExpressionAttributeNames: { '#pk': tableKeys.partition, '#sk': tableKeys.sort },
      ExpressionAttributeValues: { ':pk': id, ':prefix': attachedFilePrefix },
    });
    return items.map((item) => storedAttachedFile.parse(item));
  };
}
