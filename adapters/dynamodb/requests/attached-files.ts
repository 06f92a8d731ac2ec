import { storedAttachedFile } from '../../../contracts/items/attachment.ts';
import type { RequestStore } from '../../../core/privacy-requests/ports.ts';
import { readChildren } from './read-children.ts';
import { attachedFilePrefix } from './request-item.ts';
import type { RequestsTable } from './table.ts';

/** Reads the files a request holds. */
export function attachedFiles(table: RequestsTable): RequestStore['attachedFiles'] {
  return async (id) => {
    const items = await readChildren(table, id, attachedFilePrefix);
    return items.map((item) => storedAttachedFile.parse(item));
  };
}
