import { demand } from './archive-refusal.ts';

/** Extra field ids. @see APPNOTE.TXT 6.3.10, sections 4.5.3, 4.6.9, and Info-ZIP's extrafld.txt (0x756e) */
const zip64Id = 0x0001;
const unicodePathId = 0x7075;
const asiUnixId = 0x756e;
const maximumUint32 = 0xffffffff;

/** What the extra fields of one header say. */
export interface ExtraFields {
  /** The data of the ZIP64 field. */
  readonly zip64: Buffer | undefined;
  /** A second, UTF-8 name of the entry, as raw bytes. */
  readonly unicodePath: Buffer | undefined;
  /** A Unix mode. */
  readonly unixMode: number | undefined;
}

/**
 * Reads the extra fields that can change what an entry is.
 * @throws ArchiveRefusal `malformed` when a field runs over the end, `ambiguous` when one comes twice
 */
export function readExtraFields(extra: Buffer): ExtraFields {
  const found = new Map<number, Buffer>();
  let at = 0;
  // Fewer than four bytes at the end are padding that alignment tools leave.
  while (at + 4 <= extra.length) {
    const id = extra.readUInt16LE(at);
    const end = at + 4 + extra.readUInt16LE(at + 2);
    demand(end <= extra.length, 'malformed');
    if (id === zip64Id || id === unicodePathId || id === asiUnixId) {
      demand(!found.has(id), 'ambiguous');
      found.set(id, extra.subarray(at + 4, end));
    }
    at = end;
  }
  const path = found.get(unicodePathId);
  const asi = found.get(asiUnixId);
  return {
    zip64: found.get(zip64Id),
    // One byte of version and four of checksum come before the name.
    unicodePath: path?.subarray(5),
    unixMode: asi !== undefined && asi.length >= 6 ? asi.readUInt16LE(4) : undefined,
  };
}

/**
 * Replaces each 32-bit value that says "see the ZIP64 field" by the 64-bit one, in the order of the format.
 * @throws ArchiveRefusal `malformed` when the field is missing, too short, or beyond 2^53
 */
export function widenWithZip64(values: readonly number[], zip64: Buffer | undefined): number[] {
  let at = 0;
  return values.map((value) => {
    if (value !== maximumUint32) return value;
    demand(zip64 !== undefined && at + 8 <= zip64.length, 'malformed');
    const wide = readSafeUint64(zip64, at);
    at += 8;
    return wide;
  });
}

/**
 * Reads a 64-bit number that JavaScript can hold.
 * @throws ArchiveRefusal `malformed` beyond 2^53
 */
export function readSafeUint64(bytes: Buffer, at: number): number {
  const value = Number(bytes.readBigUInt64LE(at));
  demand(Number.isSafeInteger(value), 'malformed');
  return value;
}
