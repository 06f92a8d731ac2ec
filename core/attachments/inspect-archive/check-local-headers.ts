import { demand } from './archive-refusal.ts';
import { checkEntryName } from './check-entries.ts';
import { readExtraFields, widenWithZip64 } from './read-extra-fields.ts';
import type { ZipDirectory, ZipEntry } from './read-zip-directory.ts';

/** A local file header and the flag that moves its numbers behind the data. @see APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.9, 4.4.4 */
const headerSignature = Buffer.from('PK\x03\x04', 'latin1');
const headerBytes = 30;
const descriptorFlag = 0x0008;
const descriptorSignature = 0x08074b50;

/** An entry and where its packed data lies. */
export interface PlacedEntry {
  readonly entry: ZipEntry;
  /** The packed bytes: a view, not a copy. */
  readonly packed: Buffer;
}

/**
 * Holds every local header to its directory entry, and the data to one row without overlaps or hidden entries.
 * @throws ArchiveRefusal `data_in_front`, `overlapping`, `header_mismatch` or `malformed`
 */
export function checkLocalHeaders(bytes: Buffer, directory: ZipDirectory): PlacedEntry[] {
  const placed: PlacedEntry[] = [];
  let end = 0;
  for (const entry of directory.entries.toSorted((one, other) => one.headerAt - other.headerAt)) {
    demand(end > 0 || entry.headerAt === 0, 'data_in_front');
    demand(entry.headerAt >= end, 'overlapping');
    checkGap(bytes, end, entry.headerAt);
    const dataAt = checkHeader(bytes, entry, directory.start);
    const dataEnd = dataAt + entry.packedBytes;
    demand(dataEnd <= directory.start, 'overlapping');
    placed.push({ entry, packed: bytes.subarray(dataAt, dataEnd) });
    end = dataEnd + descriptorBytes(bytes.subarray(dataEnd, directory.start), entry);
  }
  demand(placed.length > 0 || directory.start === 0, 'data_in_front');
  checkGap(bytes, end, directory.start);
  return placed;
}

/** A gap is legal (signing blocks), an entry hidden in it is not: readers that stream would see it. */
function checkGap(bytes: Buffer, from: number, to: number): void {
  demand(from === to || !bytes.subarray(from, to).includes(headerSignature), 'header_mismatch');
}

function checkHeader(bytes: Buffer, entry: ZipEntry, limit: number): number {
  const at = entry.headerAt;
  demand(at + headerBytes <= limit, 'malformed');
  demand(bytes.subarray(at, at + 4).equals(headerSignature), 'header_mismatch');
  const nameEnd = at + headerBytes + bytes.readUInt16LE(at + 26);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 28);
  demand(extraEnd <= limit, 'malformed');
  demand(bytes.readUInt16LE(at + 6) === entry.flags, 'header_mismatch');
  demand(bytes.readUInt16LE(at + 8) === entry.method, 'header_mismatch');
  demand(bytes.subarray(at + headerBytes, nameEnd).equals(entry.rawName), 'header_mismatch');
  const extra = readExtraFields(bytes.subarray(nameEnd, extraEnd));
  checkEntryName(entry.name, extra.unicodePath);
  checkNumbers(bytes, entry, extra.zip64);
  return extraEnd;
}

function checkNumbers(bytes: Buffer, entry: ZipEntry, zip64: Buffer | undefined): void {
  const at = entry.headerAt;
  const streamed = (entry.flags & descriptorFlag) !== 0;
  const raw = [bytes.readUInt32LE(at + 22), bytes.readUInt32LE(at + 18)];
  // A writer that streams may put "see the ZIP64 field" here and leave that field for the end.
  const sizes = streamed && zip64 === undefined ? raw.map((size) => (size === 0xffffffff ? 0 : size)) : widenWithZip64(raw, zip64);
  const told = [bytes.readUInt32LE(at + 14), ...sizes];
  const real = [entry.checksum, entry.inflatedBytes, entry.packedBytes];
  demand(
    told.every((number, index) => number === real[index] || (streamed && number === 0)),
    'header_mismatch',
  );
}

/** Bytes of the numbers behind the data: with or without a signature, with sizes of 32 or 64 bits. */
function descriptorBytes(after: Buffer, entry: ZipEntry): number {
  if ((entry.flags & descriptorFlag) === 0) return 0;
  for (const signed of [true, false]) {
    for (const wide of [false, true]) {
      const bytes = descriptorOf(entry, signed, wide);
      if (after.subarray(0, bytes.length).equals(bytes)) return bytes.length;
    }
  }
  demand(false, 'header_mismatch');
}

function descriptorOf(entry: ZipEntry, signed: boolean, wide: boolean): Buffer {
  const bytes = Buffer.alloc((signed ? 8 : 4) + (wide ? 16 : 8));
  let at = signed ? bytes.writeUInt32LE(descriptorSignature, 0) : 0;
  at = bytes.writeUInt32LE(entry.checksum, at);
  for (const size of [entry.packedBytes, entry.inflatedBytes]) {
    if (wide) at = bytes.writeBigUInt64LE(BigInt(size), at);
    // A size beyond 32 bits never reaches this line with a file that fits the limits; wrapped, it simply fails to match.
    else at = bytes.writeUInt32LE(size >>> 0, at);
  }
  return bytes;
}
