import { isUtf8 } from 'node:buffer';

/** How text is written down. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes of Windows-1252 that stand for no character. @see https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT */
const undefinedIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** 1 for a byte below 0x80 that no text holds: all controls but tab, line feed, form feed and carriage return. */
const controlBytes = Uint8Array.from({ length: 128 }, (_, byte) => (isControl(byte) ? 1 : 0));

/**
 * Finds how a text is written down: UTF-8, UTF-16 with a byte-order mark, or Windows-1252, and without control characters.
 * Looks at every byte and copies none.
 * @returns nothing where the bytes are no text
 */
export function findTextEncoding(bytes: Buffer): TextEncoding | undefined {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return isPlainUtf16(bytes, true) ? 'utf-16le' : undefined;
  if (first === 0xfe && second === 0xff) return isPlainUtf16(bytes, false) ? 'utf-16be' : undefined;
  if (!isPlainBytes(bytes)) return undefined;
  if (isUtf8(bytes)) return 'utf-8';
  const marked = first === 0xef && second === 0xbb && third === 0xbf;
  return !marked && is1252(bytes) ? 'windows-1252' : undefined;
}

/** Decodes a whole text without its byte-order mark, or nothing where it is no text. For small texts: this one copies. */
export function decodeText(bytes: Buffer): string | undefined {
  const encoding = findTextEncoding(bytes);
  return encoding === undefined ? undefined : new TextDecoder(encoding).decode(bytes);
}

function isControl(unit: number): boolean {
  return (unit < 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0c && unit !== 0x0d) || unit === 0x7f;
}

function isPlainBytes(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    if (controlBytes[bytes[at] ?? 0] === 1) return false;
  }
  return true;
}

function is1252(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 && undefinedIn1252.has(byte)) return false;
  }
  return true;
}

function isPlainUtf16(bytes: Buffer, littleEndian: boolean): boolean {
  if (bytes.length % 2 !== 0) return false;
  let waitsForLow = false;
  for (let at = 2; at < bytes.length; at += 2) {
    const unit = littleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
    const isLow = unit >= 0xdc00 && unit <= 0xdfff;
    if (isLow !== waitsForLow || isControl(unit)) return false;
    waitsForLow = unit >= 0xd800 && unit <= 0xdbff;
  }
  return !waitsForLow;
}
