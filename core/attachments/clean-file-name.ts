import { limits } from '../../contracts/limits.ts';

/** A name fit for display, or why there is none. */
export type CleanedFileName =
  /** `name` is absent where nothing was left to show. */
  | { readonly kind: 'accepted'; readonly name: string | undefined }
  | { readonly kind: 'refused'; readonly code: 'attachment.unreadable'; readonly reason: string };

/** Longest extension that is kept when a name is cut; the longest allowed type has four letters. */
const keptExtensionCharacters = 16;

const trailingDotsAndBlanks = /[.\s]+$/u;
/** Control and format characters (all bidirectional marks are of these) and line separators. @see Unicode 16, table 4-4 */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const quotes = /["'`]/g;

/**
 * Makes the display name of an upload: no path, no control or bidirectional character, no quotes, NFC,
 * and at most 255 UTF-16 characters without a broken one at the end.
 * @see CONTRACT section 6, "Filename"
 */
export function cleanFileName(fileName: string | undefined): CleanedFileName {
  if (fileName === undefined) return { kind: 'accepted', name: undefined };
  if (/[\0\r\n]/.test(fileName)) {
    return { kind: 'refused', code: 'attachment.unreadable', reason: 'The file name holds a NUL or a line break.' };
  }
  // Composed first: U+1FEF becomes a quote only then.
  const plain = dropPath(dropTrailing(fileName)).normalize('NFC').replace(invisible, '').replace(quotes, '');
  // What was hidden behind an invisible character may be at the end only now.
  const name = cut(dropTrailing(plain.toWellFormed().normalize('NFC')));
  return { kind: 'accepted', name: name === '' ? undefined : name };
}

/**
 * The extension of a name, in lower case and without the dot: what follows the last dot of the cleaned name, however odd it is.
 * @returns nothing where the name has no dot, is absent, or cannot be cleaned
 */
export function extensionOf(fileName: string | undefined): string | undefined {
  const cleaned = cleanFileName(fileName);
  if (cleaned.kind === 'refused' || cleaned.name === undefined) return undefined;
  const dot = cleaned.name.lastIndexOf('.');
  // A name such as `.exe` counts as an extension, as Windows reads it.
  return dot === -1 ? undefined : cleaned.name.slice(dot + 1).toLowerCase();
}

function dropTrailing(name: string): string {
  // A pattern anchored at the end alone would try every blank of a long name as a start.
  let end = name.length;
  while (end > 0 && trailingDotsAndBlanks.test(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

function dropPath(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  return last.replace(/^[A-Za-z]:/, '');
}

/** Cuts the stem rather than the extension: a name that loses its extension would pass for one without. */
function cut(name: string): string {
  if (name.length <= limits.fileNameCharacters) return name;
  const dot = name.lastIndexOf('.');
  const keeps = dot > 0 && name.length - dot <= keptExtensionCharacters + 1;
  const tail = keeps ? name.slice(dot) : '';
  if (!keeps && dot !== -1) return dropTrailing(cutAt(name, limits.fileNameCharacters));
  return dropTrailing(cutAt(name.slice(0, dot === -1 ? name.length : dot), limits.fileNameCharacters - tail.length)) + tail;
}

function cutAt(text: string, length: number): string {
  const lastUnit = text.charCodeAt(length - 1);
  const splitsPair = text.length > length && lastUnit >= 0xd800 && lastUnit <= 0xdbff;
  return text.slice(0, splitsPair ? length - 1 : length);
}
