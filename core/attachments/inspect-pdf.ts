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
  const places = findPlaces(file);
  return { encrypted: isEncrypted(file, places), activities: findActivities(file, places) };
}

/** Names that are looked for, by the byte after their slash. */
const names = ['/XRef', ...activityNames.map(([name]) => name)] as const;
const nameByLetter = new Map(names.map((name) => [name.charCodeAt(1), { name, bytes: Buffer.from(name, 'latin1') }]));
const slash = 0x2f;
/** Slashes looked at one by one: as many as 64 MB of packed data hold. In a file of slashes a search for each name costs less. */
const slashMaximum = 262_144;

/** The bytes `/Encrypt` can go on with after its slash: its letter, or a letter's number; and as many bytes as it can have. */
const encryptStarts: ReadonlySet<number> = new Set(['E'.charCodeAt(0), '#'.charCodeAt(0)]);
const encryptBytes = 1 + 3 * 'Encrypt'.length;

type Places = ReadonlyMap<string, readonly number[]>;

/**
 * Where each word lies: the names in one walk from slash to slash, which costs a fraction of a search for each. Trailers are
 * searched only where the walk met what can be the one name they are searched for.
 */
function findPlaces(file: Buffer): Places {
  const places = new Map<string, number[]>(names.map((name) => [name, []]));
  let slashes = 0;
  let mayBeEncrypted = false;
  for (let at = file.indexOf(slash); at !== -1; at = file.indexOf(slash, at + 1)) {
    slashes += 1;
    if (slashes > slashMaximum) return new Map(['trailer', ...names].map((word) => [word, placesOf(file, word)]));
    const letter = file[at + 1] ?? 0;
    mayBeEncrypted ||= encryptStarts.has(letter) && decodeName(file.subarray(at, at + encryptBytes)).startsWith('/Encrypt');
    const candidate = nameByLetter.get(letter);
    if (candidate === undefined || !candidate.bytes.equals(file.subarray(at, at + candidate.bytes.length))) continue;
    places.get(candidate.name)?.push(at);
  }
  if (!mayBeEncrypted) return places.set('/XRef', []).set('trailer', []);
  return places.set('trailer', placesOf(file, 'trailer'));
}

function placesOf(file: Buffer, word: string): number[] {
  const places: number[] = [];
  for (let at = file.indexOf(word); at !== -1 && places.length <= longerNameMaximum; at = file.indexOf(word, at + word.length)) {
    places.push(at);
  }
  return places;
}

function isEncrypted(file: Buffer, places: Places): boolean {
  const starts = [...(places.get('trailer') ?? []), ...(places.get('/XRef') ?? []).map((at) => at - windowBytes / 2)];
  // More trailers than anyone saves changes: the answer has to be the careful one.
  if (starts.length > 2 * trailerMaximum) return true;
  const told = placeToldAtTheEnd(file);
  if (told !== undefined) starts.push(told);
  return starts.some((start) => holdsEncrypt(file.subarray(Math.max(0, start), Math.max(0, start) + windowBytes)));
}

function placeToldAtTheEnd(file: Buffer): number | undefined {
  const tail = file.subarray(-tailBytes).toString('latin1');
  const [, told] = /^startxref\s{1,8}(\d{1,15})/.exec(tail.slice(Math.max(0, tail.lastIndexOf('startxref')))) ?? [];
  return told === undefined ? undefined : Number(told);
}

/**
 * What stands behind the name of the entry: blanks, of which NUL is one, and comments (sections 7.2.2 and 7.2.3), then a
 * reference or a dictionary. Where the text ends before either is seen, the answer is the careful one.
 */
const encryptValue = /^(?:[\0\s]|%[^\r\n]*[\r\n])*(?:[+-]?\d|<<|(?:%[^\r\n]*)?$)/;

/** Looks between one name and the next only, so that a window full of them costs no more than one. */
function holdsEncrypt(window: Buffer): boolean {
  const [, ...values] = decodeName(window).split('/Encrypt');
  return values.some((value) => encryptValue.test(value));
}

/** A name may be written with `#` and two hexadecimal digits for any letter (section 7.3.5). */
function decodeName(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function findActivities(file: Buffer, places: Places): PdfActivity[] {
  return activityNames.flatMap(([name, activity]) => (isName(file, name, places.get(name) ?? []) ? [activity] : []));
}

/** `/Launcher` is not `/Launch`, as a letter or digit goes on with the name; but `/EmbeddedFiles` names the same thing. */
function isName(file: Buffer, name: string, places: readonly number[]): boolean {
  if (places.length > longerNameMaximum || (places.length > 0 && name === '/EmbeddedFile')) return true;
  return places.some((at) => {
    const next = file[at + name.length];
    return next === undefined || !/[A-Za-z0-9#_-]/.test(String.fromCharCode(next));
  });
}
