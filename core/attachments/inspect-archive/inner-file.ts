import { classifyOleFile } from '../detect-type/classify-ole-file.ts';
import { inspectPdf } from '../inspect-pdf.ts';

/** What an entry of an archive begins as, where it is looked into in turn. */
export type InnerKind = 'zip' | 'pdf' | 'ole';

/** How each begins; a ZIP archive also where it is empty. */
const signatures: readonly (readonly [string, InnerKind])[] = [
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['%PDF-', 'pdf'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'ole'],
];
const longest = Math.max(...signatures.map(([signature]) => signature.length));

/** @returns Nothing for an entry that is left to the scanner. */
export function innerKindOf(bytes: Buffer): InnerKind | undefined {
  const head = bytes.subarray(0, longest).toString('latin1');
  return signatures.find(([signature]) => head.startsWith(signature))?.[1];
}

/** Whether a document inside is encrypted: the scanner passes those unseen, as it does outside of archives. */
export function isEncryptedDocument(bytes: Buffer, kind: Exclude<InnerKind, 'zip'>): boolean {
  return kind === 'pdf' ? inspectPdf(bytes).encrypted : classifyOleFile(bytes) === 'encrypted';
}
