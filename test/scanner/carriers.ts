import { canaryProbes } from '../../core/attachments/canary-probes.ts';
import { eicarBytes } from '../../core/attachments/eicar.ts';
import { makeZip, nestZip } from './make-zip.ts';

const eicar = Buffer.from(eicarBytes());
const harmless = Buffer.from('A harmless file, line by line.\n'.repeat(50));

/** A file of each kind a field may allow, around some content. */
function wrappings(content: Buffer): readonly (readonly [string, Buffer])[] {
  const office = (part: string) => [
    { name: '[Content_Types].xml', data: Buffer.from('<?xml version="1.0"?><Types/>') },
    { name: '_rels/.rels', data: Buffer.from('<?xml version="1.0"?><Relationships/>') },
    { name: part, data: Buffer.from('<?xml version="1.0"?><document/>') },
  ];
  return [
    ['txt', content],
    ['csv', Buffer.concat([Buffer.from('name;value\n'), content, Buffer.from('\nlast;1\n')])],
    ['txt of 6 MiB with it at the very end', Buffer.concat([Buffer.alloc(6 * 1_048_576, 'word '), content])],
    ['zip, stored', makeZip([{ name: 'a.txt', data: content, stored: true }])],
    ['zip, deflated', makeZip([{ name: 'a.txt', data: content }])],
    ['zip in zip', nestZip(content, 2)],
    ['zip in zip in zip', nestZip(content, 3)],
    [
      'zip, the last of 500 entries',
      makeZip([...Array.from({ length: 499 }, (_, index) => ({ name: `${index}.txt`, data: harmless })), { name: 'z', data: content }]),
    ],
    ['docx', makeZip([...office('word/document.xml'), { name: 'word/embeddings/oleObject1.bin', data: content }])],
    ['xlsx', makeZip([...office('xl/workbook.xml'), { name: 'xl/media/image1.png', data: content }])],
    ['docx in zip', makeZip([{ name: 'a.docx', data: makeZip([...office('word/document.xml'), { name: 'word/a.bin', data: content }]) }])],
    [
      'pdf, in an uncompressed stream',
      Buffer.concat([Buffer.from('%PDF-1.4\n1 0 obj\n<< /Length 68 >>\nstream\n'), content, Buffer.from('\nendstream\nendobj\n%%EOF\n')]),
    ],
    ['pdf, behind its end', Buffer.concat([Buffer.from('%PDF-1.4\n%%EOF\n'), content])],
    ['png, behind its end', Buffer.concat([Buffer.from(canaryClean('png')), content])],
    ['jpg, in a comment', jpegAround(content)],
    ['doc and xls (OLE), in a free sector', oleAround(content)],
  ];
}

/** The PNG probe without what it carries. */
function canaryClean(name: 'png'): Uint8Array {
  const probe = canaryProbes().find((candidate) => candidate.name === name)?.bytes ?? new Uint8Array();
  return Buffer.from(Buffer.from(probe).toString('latin1').replace(eicar.toString('latin1'), 'x'.repeat(eicar.length)), 'latin1');
}

function jpegAround(content: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length + 2);
  const app0 = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
  return Buffer.concat([app0, Buffer.from('fffe', 'hex'), length, content, Buffer.from('ffd9', 'hex')]);
}

/** A compound file's first bytes, then sectors. */
function oleAround(content: Buffer): Buffer {
  const file = Buffer.alloc(512 * 8);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  content.copy(file, 512 * 4);
  return file;
}

/** Files with the test virus inside, by name. */
export const infectedFiles = wrappings(eicar);

/** The same files without it. */
export const cleanFiles = wrappings(Buffer.alloc(eicar.length, 'a'));
