import type { StoredAttachment } from '../../contracts/items/attachment.ts';
import { limits } from '../../contracts/limits.ts';
import type { DirectUploadIn, DirectUploadOut } from '../../contracts/schemas/attachments.ts';
import { AppError } from '../errors.ts';
import { namedProperty } from '../intake/find-action.ts';
import { checkFile, demandFileName, demandSize } from './check-file.ts';
import { findFileField } from './judge-context.ts';
import { dropAttachment, isSettled, openAttachment, orStorageProblem, storeFile, type UploadParts } from './upload-parts.ts';

/**
 * Opens a direct upload, for files a form cannot carry (CONTRACT section 6): a form that takes exactly the announced bytes into
 * quarantine, for five minutes.
 * @throws AppError as the checks that need no bytes: context, size and the type the name says; or `attachment.storage_unavailable`.
 */
export async function openDirectUpload(parts: UploadParts, asked: DirectUploadIn): Promise<DirectUploadOut & { readonly token: string }> {
  const context = { policy_key: asked.policy_key, field_name: asked.field_name, property_id: namedProperty(asked.property_id) };
  const field = await findFileField(parts, context);
  demandSize(field, asked.size_bytes);
  demandFileName(field, asked.file_name);
  const announced = { file_name: asked.file_name, size_bytes: asked.size_bytes };
  const { attachment, token } = await openAttachment(parts, context, { announced });
  const place = attachment.announced;
  if (place === null) throw new Error('A direct upload was opened without a place in quarantine.');
  const form = await orStorageProblem(() => parts.quarantine.form(place.quarantine_key, asked.size_bytes, limits.directUploadSeconds));
  const expiresAt = new Date(parts.clock.now().getTime() + limits.directUploadSeconds * 1_000).toISOString();
  return { id: attachment.id, token, upload: { url: form.url, fields: { ...form.fields }, expires_at: expiresAt } };
}

/** The error of an attachment that is not there, was swept, or is nobody's business. */
export function attachmentNotFound(): AppError {
  return new AppError('attachment.not_found', 'There is no such attachment, or it has expired: upload it again.');
}

/**
 * Completes a direct upload: every check on what lies in quarantine now. The bytes that were read are the bytes that are
 * scanned (pinned by the object's mark) and the bytes that are stored, so a form sent again meanwhile or later changes nothing.
 * Called again after it worked, it answers the same.
 * @throws AppError with the code of the check that fails, and nothing is kept then; `attachment.not_uploaded` where no file has
 * arrived, which leaves it open.
 */
export async function completeDirectUpload(parts: UploadParts, id: string): Promise<{ readonly id: string }> {
  const attachment = await orStorageProblem(() => parts.records.find(id), 'The upload could not be looked at right now. Try again.');
  if (isSettled(attachment)) return { id };
  if (attachment?.state !== 'pending' || attachment.announced === null || attachment.unclaimed_until <= parts.clock.now().toISOString()) {
    throw attachmentNotFound();
  }
  const { announced } = attachment;
  const found = await orStorageProblem(() => parts.quarantine.read(announced.quarantine_key, limits.attachmentBytes));
  const failure = found === undefined ? notUploaded() : await errorOf(() => checkAndStore(parts, attachment, announced, found));
  // Only while it is pending: a rival call may have completed it meanwhile, and taken the file out of quarantine under us.
  if (found !== undefined && failure !== undefined) await dropAttachment(parts, id, { onlyPending: true });
  if (failure === undefined || isSettled(await parts.records.find(id))) return { id };
  throw failure;
}

/** What a piece of work throws; nothing where it ends well. */
async function errorOf(work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  }
}

function notUploaded(): AppError {
  return new AppError('attachment.not_uploaded', 'The file has not arrived yet. Send the form first, then complete the upload.');
}

async function checkAndStore(
  parts: UploadParts,
  attachment: StoredAttachment,
  announced: NonNullable<StoredAttachment['announced']>,
  found: { readonly bytes: Uint8Array; readonly etag: string } | 'too_large',
): Promise<void> {
  const field = await findFileField(parts, attachment);
  if (found === 'too_large')
    throw new AppError('attachment.too_large', `The file is larger than ${limits.attachmentBytes.toLocaleString('en')} bytes.`);
  if (found.bytes.byteLength !== announced.size_bytes)
    throw new AppError('attachment.type_mismatch', 'The file is not of the size that was announced.');
  const target = { kind: 'object', key: announced.quarantine_key, etag: found.etag } as const;
  const checked = await checkFile(field, { bytes: found.bytes, fileName: announced.file_name, target }, parts.scan);
  if (!(await storeFile(parts, attachment, found.bytes, checked))) throw attachmentNotFound();
  await removeQuietly(parts, announced.quarantine_key);
}

/** What is left in quarantine is never served, and the sweep and the bucket's own expiry remove it. */
async function removeQuietly(parts: UploadParts, quarantineKey: string): Promise<void> {
  await parts.quarantine
    .remove(quarantineKey)
    .catch((error: unknown) => parts.warn?.('A quarantined object is left to its expiry.', error));
}
