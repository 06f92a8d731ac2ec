/** Something a PDF can do when it is opened. */
export type PdfActivity = 'javascript' | 'launch' | 'embedded_file' | 'open_action';

/** What a look at a PDF without parsing it found. */
export interface PdfFindings {
  readonly encrypted: boolean;
  /** Seen in plain sight; what lies in packed object streams is left to the scanner. */
  readonly activities: readonly PdfActivity[];
}

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
 * Looks for `/Encrypt` with a value that encrypts, and for names of active content.
 *
 * Readers find the entry in a trailer or in the dictionary of a cross-reference stream, neither of which can be packed (section
 * 7.5.8). Where those begin and end is told by the very things a hostile file lies about, so the entry counts wherever it stands:
 * a document that prints it unpacked in its own text is refused too.
 * @param bytes a file that begins with `%PDF-`; searched, never copied, in time linear in its length
 * @see ISO 32000-1, sections 7.5.5, 7.5.8 and 7.6
 */
export function inspectPdf(bytes: Uint8Array): PdfFindings {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = new Map<string, number[]>(activityNames.map(([name]) => [name, []]));
  let encryptNames = 0;
  let encrypted = false;
  forEachSlash(file, (at) => {
    const letter = file[at + 1] ?? 0;
    if (!encrypted && (letter === capitalE || letter === numberSign)) {
      const end = endOfName(file, at + 1, 'Encrypt');
      if (end !== undefined) {
        encryptNames += 1;
        encrypted = encryptNames > encryptMaximum || mayEncrypt(file, end);
      }
    }
    const candidate = nameByLetter[letter];
    if (candidate === undefined || file[at + 2] !== candidate.bytes[2]) return;
    const found = places.get(candidate.name);
    if (found === undefined || found.length > longerNameMaximum) return;
    if (candidate.bytes.equals(file.subarray(at, at + candidate.bytes.length))) found.push(at);
  });
  return { encrypted, activities: findActivities(file, places) };
}

type Places = ReadonlyMap<string, readonly number[]>;

/** By the byte after their slash. */
const nameByLetter: readonly ({ readonly name: string; readonly bytes: Buffer } | undefined)[] = Array.from(
  { length: 256 },
  (_, letter) => {
    const name = activityNames.map(([written]) => written).find((written) => written.charCodeAt(1) === letter);
    return name === undefined ? undefined : { name, bytes: Buffer.from(name, 'latin1') };
  },
);
const slash = 0x2f;
const capitalE = 0x45;
const numberSign = 0x23;

/** Slashes found by search: as many as 64 MB of packed data hold. In a file of slashes looking at each byte costs less. */
const searchMaximum = 262_144;

/** Every name begins with a slash. */
function forEachSlash(file: Buffer, look: (at: number) => void): void {
  let at = file.indexOf(slash);
  for (let found = 0; at !== -1 && found < searchMaximum; found += 1) {
    look(at);
    at = file.indexOf(slash, at + 1);
  }
  if (at === -1) return;
  for (; at < file.length; at += 1) if (file[at] === slash) look(at);
}

/**
 * Where a name ends that begins here, its letters written as they are or as `#` and two hexadecimal digits (section 7.3.5).
 * @returns nothing where it is another name, or a longer one
 */
function endOfName(file: Buffer, start: number, name: string): number | undefined {
  let at = start;
  for (let index = 0; index < name.length; index += 1) {
    const letter = name.charCodeAt(index);
    if (file[at] === letter) at += 1;
    else if (file[at] === numberSign && 16 * digitAt(file, at + 1) + digitAt(file, at + 2) === letter) at += 3;
    else return undefined;
  }
  return isRegular(file[at]) ? undefined : at;
}

/** The hexadecimal digit at a place; none where another byte stands there. */
function digitAt(file: Buffer, at: number): number {
  const byte = file[at] ?? 0;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : Number.NaN;
}

/** Whether a byte goes on with a name: neither blank nor delimiter (section 7.2.2, tables 1 and 2). */
function isRegular(byte: number | undefined): boolean {
  return byte !== undefined && !/[\0\s()<>[\]{}/%]/.test(String.fromCharCode(byte));
}

/** Names `/Encrypt` looked behind: one is written for each saved change. Beyond, the answer is the careful one. */
const encryptMaximum = 1_000;
/** Bytes looked at behind the name for what its value begins with. Where it does not come by then, the answer is the careful one. */
const valueBytes = 65_536;
/** Blanks, of which NUL is one, and comments (sections 7.2.2 and 7.2.3). */
const blanksAndComments = /(?:[\0\s]|%[^\r\n]*[\r\n])*/y;
/** A reference, a dictionary, or the end of what is looked at. */
const encrypting = /[+-]?\d|<<|%|$/y;

function mayEncrypt(file: Buffer, end: number): boolean {
  const text = file.toString('latin1', end, end + valueBytes);
  blanksAndComments.lastIndex = 0;
  blanksAndComments.test(text);
  encrypting.lastIndex = blanksAndComments.lastIndex;
  return encrypting.test(text);
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
