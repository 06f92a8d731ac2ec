import { type FileType, fileTypes } from '../../../contracts/schemas/intake.ts';
import { extensionOf } from '../clean-file-name.ts';
import { archiveLimits } from '../inspect-archive/archive-limits.ts';
import { classifyText } from './check-text.ts';
import { classifyOleFile } from './classify-ole-file.ts';
import { classifyZipFile } from './classify-zip-file.ts';
import { type ContentType, contentTypes } from './content-types.ts';
import { detectSignature } from './detect-signature.ts';

/** The type of a file, or why it is refused. */
export type FileTypeOutcome =
  | { readonly kind: 'accepted'; readonly fileType: FileType; readonly contentType: ContentType }
  | {
      readonly kind: 'refused';
      readonly code: 'attachment.type_not_allowed' | 'attachment.type_mismatch' | 'attachment.unscannable';
      /** A sentence that repeats nothing of what was sent. */
      readonly reason: string;
    };

type Refused = Extract<FileTypeOutcome, { kind: 'refused' }>;

/** What the bytes are: types they may be named as, or why there are none. */
type Finding = { readonly fits: readonly FileType[] } | { readonly unscannable: string };

const encryptedDocument = 'The document is encrypted and cannot be checked.';
const damagedDocument = 'The document is damaged and cannot be checked.';
const mismatch = 'The content of the file is not what its name says.';

/**
 * Decides the type of a file by its bytes; the name must agree with them and be allowed.
 * Without an extension the bytes alone decide, and text is refused as nothing tells txt from csv.
 * @param bytes the whole file; looked at in place
 * @param fileName as it was sent; nothing where none was
 * @param allowed the types of the field; jpg and jpeg are one
 * @see CONTRACT section 6, "Type"
 */
export async function detectFileType(
  bytes: Uint8Array,
  fileName: string | undefined,
  allowed: readonly FileType[],
): Promise<FileTypeOutcome> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const extension = extensionOf(fileName);
  if (extension === undefined) return decideByBytes(file, await findTypes(file, undefined), allowed);
  const named = findNamedType(extension, allowed);
  if (named === undefined) return notAllowed('The ending of the file’s name', allowed);
  const finding = await findTypes(file, named);
  if ('unscannable' in finding) return { kind: 'refused', code: 'attachment.unscannable', reason: finding.unscannable };
  return finding.fits.includes(named) ? accepted(named) : { kind: 'refused', code: 'attachment.type_mismatch', reason: mismatch };
}

/**
 * Judges the type of a file by its name alone, where there are no bytes yet.
 * @returns why no bytes would be accepted under that name; nothing where some could be
 */
export function judgeNamedType(fileName: string, allowed: readonly FileType[]): Refused | undefined {
  const extension = extensionOf(fileName);
  return extension === undefined || findNamedType(extension, allowed) !== undefined
    ? undefined
    : notAllowed('The ending of the file’s name', allowed);
}

/** The type an extension stands for; nothing where there is none or the field does not accept it. */
function findNamedType(extension: string, allowed: readonly FileType[]): FileType | undefined {
  const named = fileTypes.find((type) => type === extension);
  return named !== undefined && isAllowed(named, allowed) ? named : undefined;
}

function decideByBytes(file: Buffer, finding: Finding, allowed: readonly FileType[]): FileTypeOutcome {
  if ('unscannable' in finding) return { kind: 'refused', code: 'attachment.unscannable', reason: finding.unscannable };
  // The first type is the closest: a docx without a name is a docx, even where only ZIP is allowed.
  const [closest] = finding.fits;
  if (closest === undefined || !isAllowed(closest, allowed)) {
    const mayBeText = allowed.some(isTextType) && detectSignature(file) === undefined;
    return mayBeText ? noEnding(allowed) : notAllowed('The type of the file', allowed);
  }
  return accepted(closest === 'jpg' && !allowed.includes('jpg') ? 'jpeg' : closest);
}

async function findTypes(file: Buffer, named: FileType | undefined): Promise<Finding> {
  switch (detectSignature(file)) {
    case 'pdf':
      return { fits: ['pdf'] };
    case 'png':
      return { fits: ['png'] };
    case 'jpg':
      return { fits: ['jpg', 'jpeg'] };
    case 'ole':
      return findOleType(file, named);
    case 'zip':
      return findZipType(file, named);
    case undefined:
      return findTextType(file, named);
  }
}

function findOleType(file: Buffer, named: FileType | undefined): Finding {
  // Encrypted docx and xlsx files are OLE files too; under any other name the signature is wrong already.
  if (named !== undefined && !['doc', 'xls', 'docx', 'xlsx'].includes(named)) return { fits: [] };
  const found = classifyOleFile(file);
  if (found === 'encrypted') return { unscannable: encryptedDocument };
  if (found === 'damaged') return { unscannable: damagedDocument };
  return { fits: found === 'other' ? [] : [found] };
}

function findZipType(file: Buffer, named: FileType | undefined): Finding {
  if (named !== undefined && !['docx', 'xlsx', 'zip'].includes(named)) return { fits: [] };
  const found = classifyZipFile(file, archiveLimits);
  if (found.kind === 'unreadable') return { unscannable: found.reason };
  if (found.kind === 'zip') return { fits: ['zip'] };
  // Code hidden in a package is let through only where the name says that this is a plain archive.
  if (found.kind === 'macro') return { fits: named === 'zip' ? ['zip'] : [] };
  return { fits: [found.kind, 'zip'] };
}

async function findTextType(file: Buffer, named: FileType | undefined): Promise<Finding> {
  if (file.length === 0 || named === undefined || !isTextType(named)) return { fits: [] };
  return { fits: (await classifyText(file)) === 'text' ? ['txt', 'csv'] : [] };
}

function isTextType(type: FileType): boolean {
  return type === 'txt' || type === 'csv';
}

function isAllowed(type: FileType, allowed: readonly FileType[]): boolean {
  const twin = type === 'jpg' ? 'jpeg' : type === 'jpeg' ? 'jpg' : type;
  return allowed.includes(type) || allowed.includes(twin);
}

function accepted(fileType: FileType): FileTypeOutcome {
  return { kind: 'accepted', fileType, contentType: contentTypes[fileType] };
}

/** @param subject - What about the file is not accepted. */
function notAllowed(subject: string, allowed: readonly FileType[]): Refused {
  const reason = `${subject} is not accepted here; accepted are ${allowed.join(', ')}.`;
  return { kind: 'refused', code: 'attachment.type_not_allowed', reason };
}

function noEnding(allowed: readonly FileType[]): Refused {
  const reason = `The file’s name has no ending and its content does not tell its type. Name it with one of these endings: ${allowed.join(', ')}.`;
  return { kind: 'refused', code: 'attachment.type_not_allowed', reason };
}
