import { type OleFile, readOleFile } from './read-ole-file.ts';

/** What an OLE file is by the streams at its top. */
export type OleClass = 'doc' | 'xls' | 'encrypted' | 'other' | 'damaged';

/** Bytes of a stream that hold the mark of encryption: the first record block of a workbook is far shorter. */
const headBytes = 4_096;
/** Flag `fEncrypted` of the file information block. @see [MS-DOC] section 2.5.2 */
const wordFlagsAt = 10;
const wordEncrypted = 0x0100;
/** Records at the start of a workbook. @see [MS-XLS] sections 2.4.21 (BOF) and 2.4.117 (FilePass) */
const recordHeadBytes = 4;
const filePassRecord = 0x002f;

/**
 * Tells Word from Excel by the stream names right below the root, so that a document embedded in another does not count.
 * Presentations, installers, mails and files that claim to be both are `other`.
 */
export function classifyOleFile(bytes: Buffer): OleClass {
  const file = readOleFile(bytes);
  if (file === undefined) return 'damaged';
  const names = new Set(file.entries.filter((entry) => entry.kind === 'stream').map((entry) => entry.name.toLowerCase()));
  if (names.has('encryptedpackage') || names.has('encryptioninfo')) return 'encrypted';
  const isWord = names.has('worddocument');
  const isExcel = names.has('workbook') || names.has('book');
  if (isWord === isExcel) return 'other';
  if (isWord) return isWordEncrypted(readHead(file, ['worddocument'])) ? 'encrypted' : 'doc';
  return isExcelEncrypted(readHead(file, ['workbook', 'book'])) ? 'encrypted' : 'xls';
}

/** Whether an OLE document carries macros; many honest old ones do. */
export function hasOleMacros(bytes: Buffer): boolean {
  const names = readOleFile(bytes)?.entries.map((entry) => entry.name.toLowerCase()) ?? [];
  return names.some((name) => name === 'macros' || name === '_vba_project_cur' || name === '_vba_project');
}

function readHead(file: OleFile, names: readonly string[]): Buffer {
  const entry = file.entries.find((candidate) => candidate.kind === 'stream' && names.includes(candidate.name.toLowerCase()));
  return entry === undefined ? Buffer.alloc(0) : file.readHead(entry, headBytes);
}

function isWordEncrypted(head: Buffer): boolean {
  return head.length >= wordFlagsAt + 2 && (head.readUInt16LE(wordFlagsAt) & wordEncrypted) !== 0;
}

function isExcelEncrypted(head: Buffer): boolean {
  for (let at = 0; at + recordHeadBytes <= head.length; at += recordHeadBytes + head.readUInt16LE(at + 2)) {
    if (head.readUInt16LE(at) === filePassRecord) return true;
  }
  return false;
}
