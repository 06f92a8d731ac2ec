import { hashToken, isSameHash } from '../secret-token.ts';
import { attachmentNotFound } from './direct-upload.ts';
import { orStorageProblem, type RemovalParts, removeObjects } from './upload-parts.ts';

const notNow = 'The upload could not be taken back right now. Try again in a moment.';

/**
 * Deletes an upload for whoever sent it, while no request has claimed it (CONTRACT section 6).
 * @param token - From the upload's answer.
 * @throws AppError `attachment.not_found` without the right token, once claimed, and where there is none: one answer for all.
 */
export async function withdrawUpload(parts: RemovalParts, id: string, token: string | undefined): Promise<void> {
  const attachment = await orStorageProblem(() => parts.records.find(id), notNow);
  if (attachment === undefined || token === undefined || !isSameHash(hashToken(token), attachment.token_hash)) throw attachmentNotFound();
  const dropped = await orStorageProblem(() => parts.records.markDeleted(id), notNow);
  if (dropped === undefined) throw attachmentNotFound();
  // It is gone for every caller; what the store would not remove now, the sweep removes within a minute.
  await removeObjects(parts, dropped).catch((error: unknown) => parts.warn?.('A withdrawn upload is left to the sweep.', error));
}
