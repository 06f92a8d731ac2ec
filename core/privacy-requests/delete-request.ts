import { objectPrefixes } from '../../contracts/objects.ts';
import type { AttachmentObjects, AttachmentRecords, QuarantineBin } from '../attachments/ports.ts';
import { removeObjects } from '../attachments/upload-parts.ts';
import type { Actor } from '../caller.ts';
import type { PackageStore } from '../packages/ports.ts';
import { findRequest, requestNotFound } from './find-request.ts';
import { makeLogEntry } from './log-entry.ts';
import { type ReviewParts, stopExecution } from './review-requests.ts';

/** What deleting a request needs. */
export interface DeleteParts extends ReviewParts {
  readonly packages: PackageStore;
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
  await purgeRequest(parts, id);
}

/** Removes what a deleted request left behind. Can be repeated. */
export async function purgeRequest(parts: Pick<DeleteParts, 'requests' | 'packages' | 'attachments'>, id: string): Promise<void> {
  for (const file of await parts.requests.attachedFiles(id)) {
    const released = (await parts.attachments.records.releaseClaimed(file.id, id)) ?? (await parts.attachments.records.find(file.id));
    if (released !== undefined) await removeObjects(parts.attachments, released);
  }
  await parts.packages.remove(packageKey(id));
  await parts.requests.purge(id);
}

/** Where the package of a request lies in its bucket: made from the id alone, so that it can be removed without knowing more. */
export function packageKey(requestId: string): string {
  return `${objectPrefixes.packages}${requestId}.zip`;
}
