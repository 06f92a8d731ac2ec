import { demand } from './archive-refusal.ts';
import { readSafeUint64 } from './read-extra-fields.ts';

/** Record signatures and sizes in bytes. @see APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16 */
const endSignature = Buffer.from('PK\x05\x06', 'latin1');
const zip64EndSignature = 0x06064b50;
const zip64LocatorSignature = 0x07064b50;
const endBytes = 22;
const zip64EndBytes = 56;
const zip64LocatorBytes = 20;
const commentBytesMaximum = 65_535;
/** What begins a record of any kind: none may stand in a comment. @see APPNOTE.TXT 6.3.10, section 4.3 */
const recordSignatures = ['PK\x01\x02', 'PK\x03\x04', 'PK\x05\x06', 'PK\x06\x06', 'PK\x06\x07'] as const;

/** Where the central directory lies, in bytes from the start of the archive. */
export interface DirectoryPlace {
  readonly start: number;
  readonly end: number;
  readonly entries: number;
}

/**
 * Finds the central directory by the end record, and holds the record to what the file really has.
 * @throws ArchiveRefusal when there is none, more than one fits, or a number in it is a lie
 */
export function findZipDirectory(bytes: Buffer): DirectoryPlace {
  const end = findEndRecord(bytes);
  const small = {
    disks: [bytes.readUInt16LE(end + 4), bytes.readUInt16LE(end + 6)],
    entriesHere: bytes.readUInt16LE(end + 8),
    entries: bytes.readUInt16LE(end + 10),
    size: bytes.readUInt32LE(end + 12),
    start: bytes.readUInt32LE(end + 16),
  };
  const locatorAt = end - zip64LocatorBytes;
  if (locatorAt >= 0 && bytes.readUInt32LE(locatorAt) === zip64LocatorSignature) {
    const wide = readZip64End(bytes, locatorAt);
    // Readers disagree on which record counts, so where the small one speaks it must say the same.
    demand(agrees(small.entries, 0xffff, wide.entries), 'ambiguous');
    demand(agrees(small.entriesHere, 0xffff, wide.entries), 'ambiguous');
    demand(agrees(small.start, 0xffffffff, wide.start), 'ambiguous');
    demand(agrees(small.size, 0xffffffff, wide.end - wide.start), 'ambiguous');
    return wide;
  }
  demand(
    small.disks.every((disk) => disk === 0),
    'multi_disk',
  );
  demand(small.entriesHere === small.entries, 'multi_disk');
  demand(small.start + small.size === end, small.start + small.size < end ? 'data_in_front' : 'malformed');
  return { start: small.start, end, entries: small.entries };
}

function agrees(small: number, sentinel: number, wide: number): boolean {
  return small === sentinel || small === wide;
}

function findEndRecord(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - endBytes - commentBytesMaximum);
  const fitting: number[] = [];
  for (let at = bytes.length - endBytes; at >= earliest; at -= 1) {
    at = bytes.lastIndexOf(endSignature, at);
    if (at < earliest) break;
    if (at + endBytes + bytes.readUInt16LE(at + 20) === bytes.length) fitting.push(at);
  }
  const [end] = fitting;
  demand(end !== undefined, 'malformed');
  // A second end record in the comment makes two readers see two archives.
  demand(fitting.length === 1, 'ambiguous');
  // So does one that does not fit: many readers take the last there is, whatever length it tells.
  const comment = bytes.subarray(end + endBytes);
  demand(!recordSignatures.some((signature) => comment.includes(signature)), 'ambiguous');
  return end;
}

function readZip64End(bytes: Buffer, locatorAt: number): DirectoryPlace {
  demand(bytes.readUInt32LE(locatorAt + 4) === 0 && bytes.readUInt32LE(locatorAt + 16) <= 1, 'multi_disk');
  const at = readSafeUint64(bytes, locatorAt + 8);
  demand(at + zip64EndBytes <= locatorAt && bytes.readUInt32LE(at) === zip64EndSignature, 'malformed');
  demand(at + 12 + readSafeUint64(bytes, at + 4) === locatorAt, 'malformed');
  demand(bytes.readUInt32LE(at + 16) === 0 && bytes.readUInt32LE(at + 20) === 0, 'multi_disk');
  const entries = readSafeUint64(bytes, at + 32);
  demand(readSafeUint64(bytes, at + 24) === entries, 'multi_disk');
  const start = readSafeUint64(bytes, at + 48);
  demand(start + readSafeUint64(bytes, at + 40) === at, 'malformed');
  return { start, end: at, entries };
}
