/** Something a PDF can do when it is opened. */
export type PdfActivity = 'javascript' | 'launch' | 'embedded_file' | 'open_action';

/** What a look at a PDF without parsing it found. */
export interface PdfFindings {
  readonly encrypted: boolean;
  /** Seen in plain sight; what lies in packed object streams is left to the scanner. */
  readonly activities: readonly PdfActivity[];
}

/** Bytes looked at around a trailer: a trailer dictionary holds about ten short entries. */
const windowBytes = 4_096;
/** Trailers looked at: one is written for each saved change. */
const trailerMaximum = 1_000;
/** The last bytes in which `startxref` must lie. @see ISO 32000-1, annex H.3, note 18 */
const tailBytes = 1_024;

/** Longer names with the same start that are passed over before the answer is the careful one. */
const longerNameMaximum = 100_000;

/** Names long enough not to turn up in packed data by chance, as `/JS` does. */
const activityNames: readonly (readonly [string, PdfActivity])[] = [
  ['/JavaScript', 'javascript'],
  ['/Launch', 'launch'],
  ['/EmbeddedFile', 'embedded_file'],
  ['/OpenAction', 'open_action'],
];

/**
 * Looks for `/Encrypt` where readers look for it, in trailers and cross-reference streams, and for names of active content.
 * @param bytes a file that begins with `%PDF-`; searched, never copied
 * @see ISO 32000-1, sections 7.5.5, 7.5.8 and 7.6
 */
export function inspectPdf(bytes: Uint8Array): PdfFindings {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { encrypted: isEncrypted(file), activities: findActivities(file) };
}

function isEncrypted(file: Buffer): boolean {
  const starts = [...placesOf(file, 'trailer'), ...placesOf(file, '/XRef').map((at) => at - windowBytes / 2)];
  // More trailers than anyone saves changes: the answer has to be the careful one.
  if (starts.length > 2 * trailerMaximum) return true;
  const told = placeToldAtTheEnd(file);
  if (told !== undefined) starts.push(told);
  return starts.some((start) => holdsEncrypt(file.subarray(Math.max(0, start), Math.max(0, start) + windowBytes)));
}

function placesOf(file: Buffer, word: string): number[] {
  const places: number[] = [];
  for (let at = file.indexOf(word); at !== -1 && places.length <= 2 * trailerMaximum; at = file.indexOf(word, at + word.length)) {
    places.push(at);
  }
  return places;
}

function placeToldAtTheEnd(file: Buffer): number | undefined {
  const tail = file.subarray(-tailBytes).toString('latin1');
  const [, told] = /^startxref\s{1,8}(\d{1,15})/.exec(tail.slice(Math.max(0, tail.lastIndexOf('startxref')))) ?? [];
  return told === undefined ? undefined : Number(told);
}

/** A name may be written with `#` and two hexadecimal digits for any letter (section 7.3.5). */
function holdsEncrypt(window: Buffer): boolean {
  const text = window
    .toString('latin1')
    .replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return /\/Encrypt\s{0,64}(?:\d{1,10}\s{1,64}\d{1,5}\s{1,64}R|<<)/.test(text);
}

function findActivities(file: Buffer): PdfActivity[] {
  const found = new Set<PdfActivity>();
  for (const [name, activity] of activityNames) if (!found.has(activity) && holdsName(file, name)) found.add(activity);
  return [...found];
}

function holdsName(file: Buffer, name: string): boolean {
  let longerNames = 0;
  for (let at = file.indexOf(name); at !== -1; at = file.indexOf(name, at + name.length)) {
    const next = file[at + name.length];
    // `/Launcher` is not `/Launch`, as a letter or digit goes on with the name; but `/EmbeddedFiles` names the same thing.
    if (next === undefined || !/[A-Za-z0-9#_-]/.test(String.fromCharCode(next)) || name === '/EmbeddedFile') return true;
    longerNames += 1;
    if (longerNames > longerNameMaximum) return true;
  }
  return false;
}
