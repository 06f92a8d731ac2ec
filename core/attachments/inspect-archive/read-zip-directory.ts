import { demand } from './archive-refusal.ts';
import { findZipDirectory } from './find-zip-directory.ts';
import { type ExtraFields, readExtraFields, widenWithZip64 } from './read-extra-fields.ts';

/** A central directory header. @see APPNOTE.TXT 6.3.10, section 4.3.12 */
const entrySignature = 0x02014b50;
const entryBytes = 46;

/** One entry as the central directory tells it; sizes and offsets in bytes. */
export interface ZipEntry {
  /** The name as the archive holds it, before any decoding. */
  readonly rawName: Buffer;
  /** The same bytes as a string of one character each: enough for separators, dots and comparison. */
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly inflatedBytes: number;
  readonly headerAt: number;
  readonly unixMode: number;
  readonly extra: ExtraFields;
}

/** The central directory of one archive. */
export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** Where the directory starts: all data lies before it. */
  readonly start: number;
}

/**
 * Reads the whole central directory, bounded by the number of entries.
 * @throws ArchiveRefusal when it is damaged, ambiguous, split over disks, or claims more than `maxEntries`
 */
export function readZipDirectory(bytes: Buffer, maxEntries: number): ZipDirectory {
  const place = findZipDirectory(bytes);
  // The claim is refused before a single entry is read.
  demand(place.entries <= maxEntries, 'too_many_entries');
  const entries: ZipEntry[] = [];
  let at = place.start;
  while (at < place.end) {
    demand(entries.length < place.entries, 'malformed');
    const { entry, next } = readEntry(bytes, at, place.end);
    entries.push(entry);
    at = next;
  }
  demand(entries.length === place.entries, 'malformed');
  return { entries, start: place.start };
}

function readEntry(bytes: Buffer, at: number, end: number): { entry: ZipEntry; next: number } {
  demand(at + entryBytes <= end && bytes.readUInt32LE(at) === entrySignature, 'malformed');
  const nameEnd = at + entryBytes + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  const next = extraEnd + bytes.readUInt16LE(at + 32);
  demand(next <= end, 'malformed');
  const disk = bytes.readUInt16LE(at + 34);
  // 0xffff points to the ZIP64 field, and nobody needs that many disks.
  demand(disk === 0, 'multi_disk');
  const extra = readExtraFields(bytes.subarray(nameEnd, extraEnd));
  const [inflatedBytes = 0, packedBytes = 0, headerAt = 0] = widenWithZip64(
    [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)],
    extra.zip64,
  );
  const rawName = bytes.subarray(at + entryBytes, nameEnd);
  const entry: ZipEntry = {
    rawName,
    name: rawName.toString('latin1'),
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    checksum: bytes.readUInt32LE(at + 16),
    packedBytes,
    inflatedBytes,
    headerAt,
    unixMode: bytes.readUInt16LE(at + 40),
    extra,
  };
  return { entry, next };
}
