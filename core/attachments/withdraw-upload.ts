import { attachmentNotFound } from './direct-upload.ts';
import { type RemovalParts, removeObjects } from './upload-parts.ts';
import { isUploadToken } from './upload-token.ts';

/**
 * Deletes an upload for whoever sent it, while no request has claimed it (CONTRACT section 6).
 * @param token - From the upload's answer.
 * @throws AppError `attachment.not_found` without the right token, once claimed, and where there is none: one answer for all.
 */
export async function withdrawUpload(parts: RemovalParts, id: string, token: string | undefined): Promise<void> {
  const attachment = await parts.records.find(id);
  if (attachment === undefined || token === undefined || !isUploadToken(token, attachment.token_hash)) throw attachmentNotFound();
  const dropped = await parts.records.markDeleted(id);
  if (dropped === undefined) throw attachmentNotFound();
  await removeObjects(parts, dropped);
}
