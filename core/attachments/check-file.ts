import { createHash } from 'node:crypto';
import { limits } from '../../contracts/limits.ts';
import type { FileFieldDefinition } from '../../contracts/schemas/intake.ts';
import { AppError } from '../errors.ts';
import { checkContent } from './check-content.ts';
import { cleanFileName } from './clean-file-name.ts';
import { judgeNamedType } from './detect-type/detect-file-type.ts';
import type { ScanTarget } from './ports.ts';
import type { ScanVerdict } from './verdict.ts';

/** Judges a file by the virus scanner; never rejects. */
export type ScanFile = (target: ScanTarget) => Promise<ScanVerdict>;

/** A file that passed every check. */
export interface CheckedFile {
  readonly displayName: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly scanned: boolean;
  readonly flags: readonly string[];
}

/** Seconds after which a caller may try again when there is no scanner: a blind one is looked at again within a minute. */
const scannerRetrySeconds = 30;

/** @throws AppError `attachment.too_large`, naming the limit in bytes, or `attachment.empty`. */
export function demandSize(field: FileFieldDefinition, sizeBytes: number): void {
  const limit = Math.min(field.max_size_bytes, limits.attachmentBytes);
  if (sizeBytes > limit)
    throw new AppError('attachment.too_large', `The file is larger than the ${limit.toLocaleString('en')} bytes this field takes.`);
  if (sizeBytes === 0) throw new AppError('attachment.empty', 'The file is empty.');
}

/**
 * Refuses a name under which no bytes would pass, before anybody sends them.
 * @throws AppError `attachment.unreadable`, `attachment.type_not_allowed`.
 */
export function demandFileName(field: FileFieldDefinition, fileName: string): void {
  const cleaned = cleanFileName(fileName);
  const refused = cleaned.kind === 'refused' ? cleaned : judgeNamedType(fileName, field.allowed_file_types);
  if (refused !== undefined) throw new AppError(refused.code, refused.reason);
}

/**
 * Runs every check on a file's bytes in the contract's order: size, type, openable, scan (CONTRACT section 6).
 * @param scan - Absent where scanning is switched off.
 * @throws AppError with the code of the first check that fails.
 */
export async function checkFile(
  field: FileFieldDefinition,
  file: { readonly bytes: Uint8Array; readonly fileName: string | undefined; readonly target: ScanTarget },
  scan: ScanFile | undefined,
): Promise<CheckedFile> {
  demandSize(field, file.bytes.byteLength);
  const content = await checkContent({ bytes: file.bytes, fileName: file.fileName, allowed: field.allowed_file_types });
  if (content.kind === 'refused') throw new AppError(content.code, content.reason);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  if (scan !== undefined) demandClean(await scan(file.target), sha256, file.bytes.byteLength);
  return { displayName: content.displayName, contentType: content.contentType, sha256, scanned: scan !== undefined, flags: content.flags };
}

function demandClean(verdict: ScanVerdict, sha256: string, sizeBytes: number): void {
  switch (verdict.verdict) {
    case 'clean':
      // A word about other bytes is no word about these.
      if (verdict.sha256 !== sha256 || verdict.sizeBytes !== sizeBytes) throw noProof();
      return;
    case 'infected':
      throw new AppError('attachment.infected', 'The virus scanner found something harmful in the file, so it was not kept.');
    case 'unscannable':
      throw new AppError(
        'attachment.unscannable',
        'The virus scanner cannot look into the file: it is encrypted, damaged or over its limits.',
      );
    case 'unavailable':
      throw noProof();
  }
}

function noProof(): AppError {
  return new AppError(
    'attachment.scanner_unavailable',
    'The file could not be checked for viruses right now, so it was not kept. Upload it again in a moment.',
    {
      retryAfterSeconds: scannerRetrySeconds,
    },
  );
}
