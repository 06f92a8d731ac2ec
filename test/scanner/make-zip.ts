import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a ZIP for tests. */
export interface ZipEntry {
  readonly name: string;
  readonly data: Uint8Array;
  /** Stored as it is instead of deflated. */
  readonly stored?: boolean;
  /** Marked as encrypted, its data made unreadable. */
  readonly encrypted?: boolean;
}

/** Writes a ZIP of any shape, also of shapes that no polite library writes. APPNOTE.TXT sections 4.3.7, 4.3.12, 4.3.16. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const packed = entry.stored === true ? entry.data : deflateRawSync(entry.data, { level: 1 });
    // ZipCrypto puts twelve bytes in front; nobody has the key anyway.
    const data = entry.encrypted === true ? Buffer.concat([Buffer.alloc(12, 0xa5), packed.map((byte) => byte ^ 0x5a)]) : packed;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(entry.encrypted === true ? 1 : 0, 2);
    shared.writeUInt16LE(entry.stored === true ? 0 : 8, 4);
    shared.writeUInt16LE(0x21, 8);
    shared.writeUInt32LE(crc32(entry.data), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(entry.data.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), shared, name, data);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, place, name);
    offset += 30 + name.length + data.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directoryBytes, end]);
}

/** A ZIP in a ZIP in a ZIP … around the data. */
export function nestZip(data: Uint8Array, depth: number): Buffer {
  let inner = makeZip([{ name: 'inner.txt', data }]);
  for (let level = 1; level < depth; level += 1) inner = makeZip([{ name: `level-${level}.zip`, data: inner }]);
  return inner;
}
