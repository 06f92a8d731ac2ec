import type { ArchiveLimits } from './archive-limits.ts';
import { demand } from './archive-refusal.ts';
import type { ZipEntry } from './read-zip-directory.ts';

/** General purpose flag bits: encrypted, strongly encrypted, directory masked. @see APPNOTE.TXT 6.3.10, section 4.4.4 */
const encryptedFlags = 0x0001 | 0x0040 | 0x2000;
/** The method number that WinZip's AES puts in place of the real one. */
const aesMethod = 99;
/** File type bits of a Unix mode, and the types that are no file: link, devices, socket. A pipe is what `zip -` makes of its input. */
const typeMask = 0xf000;
const specialTypes = new Set([0xa000, 0x2000, 0x6000, 0xc000]);

/**
 * Judges every entry by what the directory says of it: nothing is inflated here.
 * @throws ArchiveRefusal for an encrypted entry, a link or device, an unsafe or repeated name, or sizes beyond the limits
 */
export function checkEntries(entries: readonly ZipEntry[], limits: ArchiveLimits): void {
  const names = new Set<string>();
  let claimedBytes = 0;
  for (const entry of entries) {
    demand((entry.flags & encryptedFlags) === 0 && entry.method !== aesMethod, 'encrypted');
    demand(isPlainFile(entry.unixMode) && isPlainFile(entry.extra.unixMode ?? 0), 'special_file');
    checkEntryName(entry.name, entry.extra.unicodePath);
    demand(!names.has(entry.name), 'duplicate_name');
    names.add(entry.name);
    demand(entry.inflatedBytes <= limits.scannerEntryBytes, 'entry_too_large');
    // A folder with content is seen by some readers and skipped by others.
    demand(!entry.name.endsWith('/') || entry.inflatedBytes === 0, 'ambiguous');
    claimedBytes += entry.inflatedBytes;
  }
  demand(claimedBytes <= limits.inflatedBytes, 'too_large');
}

function isPlainFile(mode: number): boolean {
  return !specialTypes.has(mode & typeMask);
}

/**
 * Refuses a name that is absolute, leaves the archive, or is cut short by a NUL; the UTF-8 twin of the name too.
 * @throws ArchiveRefusal `unsafe_name`
 */
export function checkEntryName(name: string, unicodePath: Buffer | undefined): void {
  demand(isSafeName(name), 'unsafe_name');
  if (unicodePath !== undefined) demand(isSafeName(unicodePath.toString('latin1')), 'unsafe_name');
}

function isSafeName(name: string): boolean {
  if (name === '' || name.includes('\0')) return false;
  if (/^(?:[/\\]|[A-Za-z]:)/.test(name)) return false;
  // Windows drops dots and blanks at the end of a part, so `.. ` and `...` climb as well.
  return !name.split(/[/\\]/).some((part) => /^\.\.[. ]*$/.test(part));
}
