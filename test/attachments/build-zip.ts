import { crc32, deflateRawSync } from 'node:zlib';

/** The numbers and the name that both headers of an entry tell. */
interface Told {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly inflatedBytes: number;
}

/** An entry, and the lies its two headers tell about it. */
export interface EntrySpec {
  readonly name: string;
  readonly data?: Buffer;
  readonly method?: number;
  readonly flags?: number;
  /** What lies in the archive in place of the packed data. */
  readonly packed?: Buffer;
  readonly unixMode?: number;
  readonly extra?: Buffer;
  readonly localExtra?: Buffer;
  readonly local?: Partial<Told>;
  readonly central?: Partial<Told & { headerAt: number; disk: number }>;
  /** Numbers behind the data, for entries with flag 8. */
  readonly descriptor?: 'signed' | 'plain';
  /** No local header and no data: the directory entry alone. */
  readonly ghost?: boolean;
}

/** Lies of the archive as a whole. */
export interface ArchiveSpec {
  readonly prefix?: Buffer;
  readonly gap?: Buffer;
  readonly comment?: Buffer;
  readonly suffix?: Buffer;
  readonly end?: Partial<Record<'disk' | 'directoryDisk' | 'entriesHere' | 'entries' | 'size' | 'start', number>>;
  readonly zip64?: Partial<Record<'entries' | 'size' | 'start' | 'recordAt', bigint>>;
}

/** Writes a ZIP archive that may lie in any field; without lies it is a correct one. */
export function buildZip(entries: readonly EntrySpec[], archive: ArchiveSpec = {}): Buffer {
  const bodies: Buffer[] = [archive.prefix ?? Buffer.alloc(0)];
  const directory: Buffer[] = [];
  let at = bodies[0]?.length ?? 0;
  for (const entry of entries) {
    const data = entry.data ?? Buffer.alloc(0);
    const method = entry.method ?? (data.length > 0 ? 8 : 0);
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(data, { level: 9 }) : data);
    const told: Told = {
      name: entry.name,
      flags: (entry.flags ?? 0) | (entry.descriptor === undefined ? 0 : 8),
      method,
      checksum: crc32(data),
      packedBytes: packed.length,
      inflatedBytes: data.length,
    };
    const streamed = entry.descriptor === undefined ? {} : { checksum: 0, packedBytes: 0, inflatedBytes: 0 };
    directory.push(centralHeader({ ...told, ...entry.central }, entry.central?.headerAt ?? at, entry));
    if (entry.ghost === true) continue;
    const parts = [localHeader({ ...told, ...streamed, ...entry.local }, entry.localExtra ?? Buffer.alloc(0)), packed];
    if (entry.descriptor !== undefined) parts.push(descriptor(told, entry.descriptor));
    bodies.push(...parts);
    at += parts.reduce((sum, part) => sum + part.length, 0);
  }
  const gap = archive.gap ?? Buffer.alloc(0);
  const start = at + gap.length;
  const size = directory.reduce((sum, header) => sum + header.length, 0);
  const tail = endRecords({ entries: entries.length, size, start }, archive);
  return Buffer.concat([...bodies, gap, ...directory, tail, archive.comment ?? Buffer.alloc(0), archive.suffix ?? Buffer.alloc(0)]);
}

/** An extra field with its id and length in front. */
export function extraField(id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

/** A 64-bit little-endian number. */
export function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function localHeader(told: Told, extra: Buffer): Buffer {
  const name = Buffer.from(told.name, 'latin1');
  const header = Buffer.alloc(30);
  header.write('PK\x03\x04', 0, 'latin1');
  header.writeUInt16LE(20, 4);
  writeTold(header, told, 6);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function centralHeader(told: Told & { disk?: number }, headerAt: number, entry: EntrySpec): Buffer {
  const name = Buffer.from(told.name, 'latin1');
  const extra = entry.extra ?? Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.write('PK\x01\x02', 0, 'latin1');
  header.writeUInt16LE(0x0314, 4);
  header.writeUInt16LE(20, 6);
  writeTold(header, told, 8);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt16LE(told.disk ?? 0, 34);
  header.writeUInt16LE(entry.unixMode ?? 0o100644, 40);
  header.writeUInt32LE(headerAt, 42);
  return Buffer.concat([header, name, extra]);
}

function writeTold(header: Buffer, told: Told, at: number): void {
  header.writeUInt16LE(told.flags, at);
  header.writeUInt16LE(told.method, at + 2);
  header.writeUInt32LE(told.checksum, at + 8);
  header.writeUInt32LE(told.packedBytes, at + 12);
  header.writeUInt32LE(told.inflatedBytes, at + 16);
}

function descriptor(told: Told, kind: 'signed' | 'plain'): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(told.checksum, 0);
  bytes.writeUInt32LE(told.packedBytes, 4);
  bytes.writeUInt32LE(told.inflatedBytes, 8);
  return kind === 'signed' ? Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), bytes]) : bytes;
}

function endRecords(real: { entries: number; size: number; start: number }, archive: ArchiveSpec): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(archive.end?.disk ?? 0, 4);
  end.writeUInt16LE(archive.end?.directoryDisk ?? 0, 6);
  end.writeUInt16LE(archive.end?.entriesHere ?? archive.end?.entries ?? real.entries, 8);
  end.writeUInt16LE(archive.end?.entries ?? real.entries, 10);
  end.writeUInt32LE(archive.end?.size ?? real.size, 12);
  end.writeUInt32LE(archive.end?.start ?? real.start, 16);
  end.writeUInt16LE(archive.comment?.length ?? 0, 20);
  if (archive.zip64 === undefined) return end;
  const entries = uint64(archive.zip64.entries ?? BigInt(real.entries));
  const record = Buffer.concat([
    Buffer.from('PK\x06\x06', 'latin1'),
    uint64(44n),
    Buffer.alloc(12),
    entries,
    entries,
    uint64(archive.zip64.size ?? BigInt(real.size)),
    uint64(archive.zip64.start ?? BigInt(real.start)),
  ]);
  const locator = Buffer.concat([
    Buffer.from('PK\x06\x07\0\0\0\0', 'latin1'),
    uint64(archive.zip64.recordAt ?? BigInt(real.start + real.size)),
    Buffer.from([1, 0, 0, 0]),
  ]);
  return Buffer.concat([record, locator, end]);
}
