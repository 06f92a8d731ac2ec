import { type OleFile, readOleFile } from './read-ole-file.ts';

/** What an OLE file is by the streams at its top. */
export type OleClass = 'doc' | 'xls' | 'encrypted' | 'other' | 'damaged';

const wordStream = 'worddocument';
const excelStreams: readonly string[] = ['workbook', 'book'];
/** Bytes of a document that hold the mark of encryption. */
const documentHeadBytes = 32;
/** Bytes of a workbook looked through for it: what comes before its sheets is far shorter, but for the largest lists of texts. */
const workbookHeadBytes = 16_777_216;
/** Flag `fEncrypted` of the file information block. @see [MS-DOC] section 2.5.2 */
const wordFlagsAt = 10;
const wordEncrypted = 0x0100;
/** Records at the start of a workbook. @see [MS-XLS] sections 2.4.21 (BOF) and 2.4.117 (FilePass) */
const recordHeadBytes = 4;
const filePassRecord = 0x002f;
const endRecord = 0x000a;

/**
 * Tells Word from Excel by the stream names right below the root, so that a document embedded in another does not count.
 * Presentations, installers, mails and files that claim to be both are `other`.
 */
export function classifyOleFile(bytes: Buffer): OleClass {
  const file = readOleFile(bytes);
  if (file === undefined) return 'damaged';
  const names = file.entries.filter(({ kind }) => kind === 'stream').map(({ name }) => name.toLowerCase());
  if (names.includes('encryptedpackage') || names.includes('encryptioninfo')) return 'encrypted';
  const found = names.filter((name) => name === wordStream || excelStreams.includes(name));
  // Names that differ in case only are one name, and readers disagree on which they open. @see [MS-CFB] section 2.6.4
  if (new Set(found).size < found.length) return 'damaged';
  const isWord = found.includes(wordStream);
  const isExcel = excelStreams.some((name) => found.includes(name));
  if (isWord === isExcel) return 'other';
  if (isWord) return isWordEncrypted(readHead(file, wordStream, documentHeadBytes)) ? 'encrypted' : 'doc';
  // An old workbook may stand beside a new one: which of them is opened depends on the reader.
  return excelStreams.some((name) => isExcelEncrypted(readHead(file, name, workbookHeadBytes))) ? 'encrypted' : 'xls';
}

/** Whether an OLE document carries macros; many honest old ones do. */
export function hasOleMacros(bytes: Buffer): boolean {
  const names = readOleFile(bytes)?.entries.map((entry) => entry.name.toLowerCase()) ?? [];
  return names.some((name) => name === 'macros' || name === '_vba_project_cur' || name === '_vba_project');
}

function readHead(file: OleFile, name: string, maxBytes: number): Buffer {
  const entry = file.entries.find((candidate) => candidate.kind === 'stream' && candidate.name.toLowerCase() === name);
  return entry === undefined ? Buffer.alloc(0) : file.readHead(entry, maxBytes);
}

function isWordEncrypted(head: Buffer): boolean {
  return head.length >= wordFlagsAt + 2 && (head.readUInt16LE(wordFlagsAt) & wordEncrypted) !== 0;
}

/** The mark belongs near the start, but readers find it anywhere before the end of what is told of the whole workbook. */
function isExcelEncrypted(head: Buffer): boolean {
  for (let at = 0; at + recordHeadBytes <= head.length; at += recordHeadBytes + head.readUInt16LE(at + 2)) {
    const record = head.readUInt16LE(at);
    if (record === filePassRecord) return true;
    if (record === endRecord) return false;
  }
  return false;
}
