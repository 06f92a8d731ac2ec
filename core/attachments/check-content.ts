import type { FileType } from '../../contracts/schemas/intake.ts';
import { cleanFileName } from './clean-file-name.ts';
import { hasOleMacros } from './detect-type/classify-ole-file.ts';
import type { ContentType } from './detect-type/content-types.ts';
import { detectFileType, type FileTypeOutcome } from './detect-type/detect-file-type.ts';
import { type InspectArchiveOptions, inspectArchive } from './inspect-archive/inspect-archive.ts';
import { inspectPdf, type PdfActivity } from './inspect-pdf.ts';

/** Something in an accepted file that a reader of the record should know. */
export type ContentFlag = PdfActivity | 'macros';

/** A file to be checked. */
export interface ContentToCheck {
  /** The whole file; looked at in place. */
  readonly bytes: Uint8Array;
  /** As the client sent it; nothing where it sent none. */
  readonly fileName: string | undefined;
  /** The types that the field accepts. */
  readonly allowed: readonly FileType[];
}

/** A file fit to be scanned, or the first check it fails. */
export type ContentOutcome =
  | {
      readonly kind: 'accepted';
      readonly fileType: FileType;
      readonly contentType: ContentType;
      /** Never empty; `attachment.<type>` where the client's name left nothing. */
      readonly displayName: string;
      readonly flags: readonly ContentFlag[];
    }
  | {
      readonly kind: 'refused';
      readonly code:
        | 'attachment.unreadable'
        | 'attachment.empty'
        | 'attachment.type_not_allowed'
        | 'attachment.type_mismatch'
        | 'attachment.unscannable';
      readonly reason: string;
    };

const encryptedPdf = 'The PDF is encrypted and cannot be checked.';

/**
 * Runs the checks on bytes in the contract's order: name, emptiness, type, and whether the file can be opened within bounds.
 * The size limit, the scan and the store are the caller's.
 * @see CONTRACT section 6
 */
export async function checkContent(content: ContentToCheck, options: InspectArchiveOptions = {}): Promise<ContentOutcome> {
  const cleaned = cleanFileName(content.fileName);
  if (cleaned.kind === 'refused') return cleaned;
  if (content.bytes.length === 0) return { kind: 'refused', code: 'attachment.empty', reason: 'The file is empty.' };
  const type = await detectFileType(content.bytes, content.fileName, content.allowed);
  if (type.kind === 'refused') return type;
  const opened = await openContent(content.bytes, type, options);
  if (opened.unscannable !== undefined) return { kind: 'refused', code: 'attachment.unscannable', reason: opened.unscannable };
  return { ...type, displayName: cleaned.name ?? `attachment.${type.fileType}`, flags: opened.flags };
}

interface Opened {
  readonly unscannable: string | undefined;
  readonly flags: readonly ContentFlag[];
}

async function openContent(
  bytes: Uint8Array,
  type: Extract<FileTypeOutcome, { kind: 'accepted' }>,
  options: InspectArchiveOptions,
): Promise<Opened> {
  switch (type.fileType) {
    case 'zip':
    case 'docx':
    case 'xlsx': {
      const archive = await inspectArchive(bytes, options);
      return { unscannable: archive.kind === 'ok' ? undefined : archive.reason, flags: [] };
    }
    case 'pdf': {
      const found = inspectPdf(bytes);
      return { unscannable: found.encrypted ? encryptedPdf : undefined, flags: found.activities };
    }
    case 'doc':
    case 'xls':
      return {
        unscannable: undefined,
        flags: hasOleMacros(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) ? ['macros'] : [],
      };
    default:
      return { unscannable: undefined, flags: [] };
  }
}
