import { crc32, deflateRawSync } from 'node:zlib';
import { eicarBytes } from './eicar.ts';

/** A file whose verdict is known. */
export interface CanaryProbe {
  readonly name: 'pdf' | 'png' | 'zip' | 'text' | 'clean';
  readonly expects: 'infected' | 'clean';
  readonly bytes: Uint8Array;
}

/**
 * The five files of the canary. One of each kind, because a scanner may look at some kinds only: Debian's stock
 * configuration passes every PDF and PNG unseen.
 * @see CONTRACT section 6, "The scanner's word"
 */
export function canaryProbes(): readonly CanaryProbe[] {
  const eicar = eicarBytes();
  return [
    { name: 'pdf', expects: 'infected', bytes: pdfAround(eicar) },
    { name: 'png', expects: 'infected', bytes: pngAround(eicar) },
    { name: 'zip', expects: 'infected', bytes: zipAround(eicar) },
    { name: 'text', expects: 'infected', bytes: eicar },
    { name: 'clean', expects: 'clean', bytes: Buffer.from('A plain text without harm. It has to pass.\n', 'latin1') },
  ];
}

/** A PDF with one embedded file, stored as it is. */
function pdfAround(content: Uint8Array): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(probe.com) 4 0 R] >> >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>',
    '<< /Type /Filespec /F (probe.com) /EF << /F 5 0 R >> >>',
    `<< /Type /EmbeddedFile /Length ${content.length} >>\nstream\n${Buffer.from(content).toString('latin1')}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`;
  return Buffer.from(`${text}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`, 'latin1');
}

/** A PNG of one grey pixel with the content as its comment. */
function pngAround(content: Uint8Array): Uint8Array {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  // A zlib stream (stored block) of one row: filter 0, grey 0.
  const pixels = Buffer.from([0x78, 0x01, 0x01, 0x02, 0x00, 0xfd, 0xff, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('tEXt', Buffer.concat([Buffer.from('Comment\0', 'latin1'), content])),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32BigEndian(data.length), body, uint32BigEndian(crc32(body))]);
}

function uint32BigEndian(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A ZIP with one deflated entry: only who unpacks it sees the content. */
function zipAround(content: Uint8Array): Uint8Array {
  const name = Buffer.from('probe.com', 'latin1');
  const packed = deflateRawSync(content);
  // Version 2.0, no flags, deflate, 1980-01-01 00:00. APPNOTE.TXT sections 4.3.7 and 4.3.12.
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(8, 4);
  shared.writeUInt16LE(0x21, 8);
  shared.writeUInt32LE(crc32(content), 10);
  shared.writeUInt32LE(packed.length, 14);
  shared.writeUInt32LE(content.length, 18);
  shared.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, name, packed]);
  const directory = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, directory, end]);
}
