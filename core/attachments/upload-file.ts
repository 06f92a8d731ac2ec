import { AppError } from '../errors.ts';
import { checkFile } from './check-file.ts';
import { findFileField, type UploadContext } from './judge-context.ts';
import type { ScanTarget } from './ports.ts';
import { dropAttachment, openAttachment, storeFile, type UploadParts } from './upload-parts.ts';

/** A file as it came in a form. */
export interface UploadedFile {
  readonly bytes: Uint8Array;
  readonly fileName: string | undefined;
}

/** The id of an upload, and the token its sender may delete it with. */
export interface UploadReceipt {
  readonly id: string;
  readonly token: string;
}

/**
 * Takes one file of a form (CONTRACT section 6): checked and scanned before anything is kept, then the record, the object, and
 * the record made claimable.
 * @throws AppError with the code of the check that fails; nothing is kept then.
 */
export async function uploadFile(parts: UploadParts, context: UploadContext, file: UploadedFile): Promise<UploadReceipt> {
  const field = await findFileField(parts, context);
  const target: ScanTarget = { kind: 'bytes', bytes: file.bytes };
  const checked = await checkFile(field, { ...file, target }, parts.scan);
  const { attachment, token } = await openAttachment(parts, context, { sha256: checked.sha256 });
  try {
    if (await storeFile(parts, attachment, file.bytes, checked)) return { id: attachment.id, token };
  } catch (error) {
    await dropAttachment(parts, attachment.id);
    throw error;
  }
  throw new AppError('attachment.storage_unavailable', 'The file was taken back while it was being stored. Upload it again.', {
    retryAfterSeconds: 1,
  });
}
