import { findTextEncoding, type TextEncoding } from './decode-text.ts';

/** What bytes without a signature of ours are. */
export type TextClass = 'text' | 'markup' | 'other_format' | 'binary';

/** Bytes from the first character on that are looked at; file-type asks for 4,100. @see https://github.com/sindresorhus/file-type#readme */
const headBytes = 4_100;
/** What begins as a tag, a comment, a declaration or a script line. @see https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type */
const markup = /^(?:#!|<[!?]|<\/?[a-z_:\u{80}-\u{10ffff}][\w:.\-\u{80}-\u{10ffff}]*(?:[\s/>]|$))/iu;
/**
 * Formats that can be made of text bytes alone. Every other format that file-type knows has control bytes in its header, which text
 * cannot have, and some of its signatures are words (`BM`, `FORM`, `solid `, `free` at byte 4), so it is only asked about these.
 */
const textFormats = new Set(['pdf', 'rtf', 'ps', 'eps', 'xml', 'exe', 'swf', 'deb', 'ar', 'cpio', 'tar']);
/** The same, where file-type looks at three letters only or not at all. */
const textSignatures = /^(?:GIF8[79]a|%[PF]DF-|%!|\{\\rt|!<arch>|0707\d\d|-lh\d-|MZ)/;

/**
 * Tells text from everything else: decodable, no control characters, no signature of another format, not the start of markup or of a script.
 * @param bytes searched, never copied but for the first few thousand
 */
export async function classifyText(bytes: Buffer): Promise<TextClass> {
  const encoding = findTextEncoding(bytes);
  if (encoding === undefined) return 'binary';
  const head = readHead(bytes, encoding);
  if (markup.test(head)) return 'markup';
  return (await isOtherFormat(head)) ? 'other_format' : 'text';
}

/** The first characters after byte-order marks and blanks, however many of these there are. */
function readHead(bytes: Buffer, encoding: TextEncoding): string {
  for (let at = 0; at < bytes.length; at += headBytes) {
    if (decodeTrimmed(bytes.subarray(at, at + headBytes), encoding) === '') continue;
    // Text may start at the end of this piece, so the head goes on into the next.
    return decodeTrimmed(bytes.subarray(at, at + 2 * headBytes), encoding);
  }
  return '';
}

/** A piece can begin or end inside a blank of several bytes, which then decodes to U+FFFD; so that is a blank here. */
function decodeTrimmed(piece: Buffer, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(piece).replace(/^[\s\u{85}\u{200b}\u{feff}\u{fffd}]+/u, '');
}

async function isOtherFormat(head: string): Promise<boolean> {
  if (textSignatures.test(head)) return true;
  try {
    // Loaded for text alone: it takes longer than the check itself.
    const { fileTypeFromBuffer } = await import('file-type');
    const hint = await fileTypeFromBuffer(Buffer.from(head, 'utf8'));
    return hint !== undefined && textFormats.has(hint.ext);
  } catch {
    // A detector that fails has not said that this is text.
    return true;
  }
}
