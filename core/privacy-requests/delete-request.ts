import type { StoredAttachment } from '../../contracts/items/attachment.ts';
import { objectPrefixes } from '../../contracts/objects.ts';
import type { AttachmentObjects, AttachmentRecords, QuarantineBin } from '../attachments/ports.ts';
import { removeObjects } from '../attachments/upload-parts.ts';
import type { Actor } from '../caller.ts';
import type { PackageCopies } from '../delivery/ports.ts';
import type { PackageStore } from '../packages/ports.ts';
import type { SourceRows } from '../sources/ports.ts';
import { rowsPrefix } from '../sources/row-keys.ts';
import { findRequest, requestNotFound } from './find-request.ts';
import { makeLogEntry } from './log-entry.ts';
import { type ReviewParts, stopExecution } from './review-requests.ts';

/** What deleting a request needs. */
export interface DeleteParts extends ReviewParts {
  readonly packages: PackageStore;
  /** The rows that automatic sources gave. */
  readonly rows: Pick<SourceRows, 'removeAll'>;
  /** Absent where packages are not copied to a storage destination. */
  readonly copies?: PackageCopies | undefined;
  readonly attachments: AttachmentParts;
}

/** What removing the files of a request needs. */
export interface AttachmentParts {
  readonly records: AttachmentRecords;
  readonly objects: AttachmentObjects;
  readonly quarantine: QuarantineBin;
}

/**
 * Deletes a request with all it holds (CONTRACT section 7). The first write takes the person out of the request and out of
 * every list; the rest is removed after it, and again by the reconciler should this die half way.
 * @throws AppError `privacy_request.not_found`.
 */
export async function deleteRequest(parts: DeleteParts, id: string, actor: Actor): Promise<void> {
  const request = await findRequest(parts.requests, id);
  const marked = await parts.requests.markDeleted(id, makeLogEntry(parts, 'deleted', actor, { status: 'deleted' }));
  if (!marked) throw requestNotFound(id);
  await stopExecution(parts, request);
  // The person is out of it for every caller; what fails of the rest, the reconciler repeats within a minute.
  await purgeRequest(parts, id).catch((error: unknown) => parts.warn?.('A deleted request is left to the reconciler.', error));
}

/** Removes what a deleted request left behind. Can be repeated. */
export async function purgeRequest(
  parts: Pick<DeleteParts, 'requests' | 'rows' | 'packages' | 'copies' | 'attachments' | 'clock'>,
  id: string,
): Promise<void> {
  for (const file of await parts.requests.attachedFiles(id)) {
    const released = (await parts.attachments.records.releaseClaimed(file.id, id)) ?? (await findDeleted(parts.attachments, file.id));
    if (released !== undefined) await removeObjects({ ...parts.attachments, clock: parts.clock }, released);
  }
  await parts.rows.removeAll(rowsPrefix(id));
  await parts.packages.remove(packageKey(id));
  await parts.copies?.remove(packageKey(id));
  await parts.requests.purge(id);
}

/** One that an earlier purge released and then could not remove. */
async function findDeleted({ records }: AttachmentParts, id: string): Promise<StoredAttachment | undefined> {
  const attachment = await records.find(id);
  return attachment?.state === 'deleted' ? attachment : undefined;
}

/** Where the package of a request lies in its bucket: made from the id alone, so that it can be removed without knowing more. */
export function packageKey(requestId: string): string {
  return `${objectPrefixes.packages}${requestId}.zip`;
}
