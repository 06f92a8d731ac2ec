import contentDisposition from 'content-disposition';
import { limits } from '../../contracts/limits.ts';
import type { Actor } from '../caller.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { MakeId } from '../ids.ts';
import { findRequest } from '../privacy-requests/find-request.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import type { ClaimParts } from './judge-claims.ts';
import { orStorageProblem } from './upload-parts.ts';

/**
 * Saves a file under its name (RFC 6266). The plain name is ASCII only: a link carries the header, and what is not ASCII in a header
 * is read differently by every part it passes.
 */
function dispositionOf(fileName: string): string {
  return contentDisposition(fileName, { fallback: fileName.replace(/[^ -~]/gu, '?') });
}

/** Seconds until it is worth another try where somebody has to put the right bytes back. */
const changedRetrySeconds = 300;

/** What linking needs. */
export interface LinkParts extends ClaimParts {
  readonly requests: RequestStore;
  readonly clock: Clock;
  readonly makeId: MakeId;
}

/**
 * Gives a reviewer a link to a file of a request and logs who asked. The file's whole digest is compared with the one of the
 * scan first: bytes that are not those are handed to nobody.
 * @returns A link for 60 seconds, to be saved as a file under its display name (RFC 6266).
 * @throws AppError `privacy_request.not_found`, `attachment.not_found` where the request does not hold it,
 * `attachment.storage_unavailable` where the bytes are gone or changed.
 */
export async function linkAttachment(parts: LinkParts, requestId: string, attachmentId: string, actor: Actor): Promise<string> {
  await findRequest(parts.requests, requestId);
  const attachment = await parts.records.find(attachmentId);
  if (attachment?.state !== 'claimed' || attachment.request_id !== requestId || attachment.file === null) {
    throw new AppError('attachment.not_found', 'This privacy request holds no such attachment.');
  }
  const { file } = attachment;
  const digest = await orStorageProblem(
    () => parts.objects.digest(file.object_key),
    'The file could not be read right now. Try again in a moment.',
  );
  if (digest !== file.sha256) {
    throw new AppError('attachment.storage_unavailable', 'The stored file is not the one that was checked, so it is not handed out.', {
      retryAfterSeconds: changedRetrySeconds,
    });
  }
  const link = await parts.objects.link(file.object_key, dispositionOf(file.file_name), file.content_type, limits.downloadLinkSeconds);
  await parts.requests.appendLog(requestId, makeLogEntry(parts, 'attachment_downloaded', actor, { attachment_id: attachmentId }));
  return link;
}
