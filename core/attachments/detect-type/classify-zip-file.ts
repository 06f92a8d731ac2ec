import type { ArchiveLimits } from '../inspect-archive/archive-limits.ts';
import { ArchiveRefusal, demand } from '../inspect-archive/archive-refusal.ts';
import { checkLocalHeaders } from '../inspect-archive/check-local-headers.ts';
import { inflateBounded } from '../inspect-archive/inflate-entry.ts';
import { readZipDirectory, type ZipEntry } from '../inspect-archive/read-zip-directory.ts';
import { decodeText } from './decode-text.ts';
import { type PackageTypes, readContentTypes } from './read-content-types.ts';

/** What a ZIP archive is by what lies inside. */
export type ZipClass =
  | { readonly kind: 'docx' | 'xlsx' | 'macro' | 'zip' }
  /** The reason is a sentence. */
  | { readonly kind: 'unreadable'; readonly reason: string };

const typesPart = '[content_types].xml';
/** Bytes of the part at most; a workbook with thousands of parts stays below one million. */
const typesBytes = 4_194_304;
const wordMain = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const excelMain = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
/** Parts that carry code: VBA, and the older macro sheets of Excel. */
const macroTypes = /macroenabled|vbaproject|macrosheet/;
const macroNames = /(?:^|[/\\])(?:vbaproject\.bin|macrosheets[/\\].*)$/i;

/**
 * Tells docx, xlsx, macro-enabled Office files and any other ZIP apart by the central directory and the package's list of types.
 * Only that one list is inflated, bounded.
 */
export function classifyZipFile(bytes: Buffer, limits: ArchiveLimits): ZipClass {
  try {
    const directory = readZipDirectory(bytes, limits.entries);
    const listed = directory.entries.filter((entry) => entry.name.toLowerCase() === typesPart);
    if (listed.length === 0) return { kind: 'zip' };
    const [entry] = checkLocalHeaders(bytes, { ...directory, entries: directory.entries }).filter((placed) =>
      listed.includes(placed.entry),
    );
    demand(entry !== undefined && listed.length === 1, 'ambiguous');
    demand((entry.entry.flags & 1) === 0, 'encrypted');
    const types = readTypes(entry.entry, entry.packed);
    return { kind: types === undefined ? 'zip' : classifyPackage(types, directory.entries) };
  } catch (error) {
    if (error instanceof ArchiveRefusal) return { kind: 'unreadable', reason: error.message };
    throw error;
  }
}

function readTypes(entry: ZipEntry, packed: Buffer): PackageTypes | undefined {
  if (entry.inflatedBytes > typesBytes) return undefined;
  const data = entry.method === 8 ? inflateBounded(packed, Math.max(1, entry.inflatedBytes)).buffer : packed;
  const xml = entry.method === 8 || entry.method === 0 ? decodeText(data) : undefined;
  return xml === undefined ? undefined : readContentTypes(xml);
}

function classifyPackage(types: PackageTypes, entries: readonly ZipEntry[]): 'docx' | 'xlsx' | 'macro' | 'zip' {
  const parts = entries.map((entry) => entry.name.toLowerCase());
  const used = [...types.byPart.values(), ...types.byExtension.values()];
  if (parts.some((part) => macroNames.test(part)) || used.some((type) => macroTypes.test(type))) return 'macro';
  const present = new Set(parts.map((part) => typeOf(part, types)));
  if (present.has(wordMain) === present.has(excelMain)) return 'zip';
  return present.has(wordMain) ? 'docx' : 'xlsx';
}

function typeOf(part: string, types: PackageTypes): string | undefined {
  return types.byPart.get(`/${part}`) ?? types.byExtension.get(part.slice(part.lastIndexOf('.') + 1));
}
