/** Constants of the format. @see [MS-CFB] sections 2.1 to 2.6 */
const headerBytes = 512;
const entryBytes = 128;
const lastRegularSector = 0xfffffffa;
const noEntry = 0xffffffff;
const difatInHeader = 109;
/** Directory entries read at most: a document with a thousand embedded objects has about ten thousand. */
const entryMaximum = 65_536;
/** Bytes read of the stream that packs small streams, and of its table: the mark of encryption lies in a stream that comes early. */
const miniBytesMaximum = 1_048_576;

/** One stream or folder right below the root of an OLE file. */
export interface OleEntry {
  readonly name: string;
  readonly kind: 'stream' | 'storage';
  readonly firstSector: number;
  readonly bytes: number;
}

/** What an OLE file holds at its top. */
export interface OleFile {
  readonly entries: readonly OleEntry[];
  /** Reads the start of a stream, at most `maxBytes`; empty where its chain is broken. */
  readonly readHead: (entry: OleEntry, maxBytes: number) => Buffer;
}

interface DirectoryEntry extends Omit<OleEntry, 'kind'> {
  readonly kind: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
}

/**
 * Reads the top of an OLE (compound) file with bounded steps: no chain is followed longer than the file has sectors.
 * @returns nothing where the file is damaged
 */
export function readOleFile(file: Buffer): OleFile | undefined {
  if (file.length < headerBytes) return undefined;
  const sectorShift = file.readUInt16LE(30);
  if (sectorShift !== 9 && sectorShift !== 12) return undefined;
  const sectorBytes = 1 << sectorShift;
  const sectorCount = Math.ceil(file.length / sectorBytes);
  const sector = (id: number): Buffer => file.subarray((id + 1) * sectorBytes, (id + 2) * sectorBytes);
  const fat = listFatSectors(file, sector, sectorBytes, sectorCount);
  const nextInFat = (id: number): number => {
    const perSector = sectorBytes / 4;
    const table = fat[Math.floor(id / perSector)];
    return table === undefined ? noEntry : numberAt(sector(table), (id % perSector) * 4);
  };
  const readChain = (first: number, maxBytes: number): Buffer => readSectors(first, maxBytes, sector, nextInFat, sectorCount);
  const directory = readDirectory(readChain(file.readUInt32LE(48), entryMaximum * entryBytes));
  const root = directory[0];
  if (root === undefined || root.kind !== 5) return undefined;
  const miniFat = readChain(file.readUInt32LE(60), miniBytesMaximum);
  const miniStream = (): Buffer => readChain(root.firstSector, Math.min(root.bytes, miniBytesMaximum));
  return {
    entries: listChildren(directory, root.child),
    readHead: (entry, maxBytes) => {
      const wanted = Math.min(entry.bytes, maxBytes);
      if (entry.bytes >= file.readUInt32LE(56)) return readChain(entry.firstSector, wanted).subarray(0, wanted);
      const mini = miniStream();
      const nextMini = (id: number): number => numberAt(miniFat, id * 4);
      const miniSector = (id: number): Buffer => mini.subarray(id * 64, (id + 1) * 64);
      return readSectors(entry.firstSector, wanted, miniSector, nextMini, Math.ceil(mini.length / 64)).subarray(0, wanted);
    },
  };
}

function numberAt(bytes: Buffer, at: number): number {
  return at + 4 <= bytes.length ? bytes.readUInt32LE(at) : noEntry;
}

function listFatSectors(file: Buffer, sector: (id: number) => Buffer, sectorBytes: number, sectorCount: number): number[] {
  const fat: number[] = [];
  const add = (id: number): void => {
    if (id < lastRegularSector && fat.length < sectorCount) fat.push(id);
  };
  for (let index = 0; index < difatInHeader; index += 1) add(file.readUInt32LE(76 + index * 4));
  let id = file.readUInt32LE(68);
  for (let steps = 0; id < lastRegularSector && steps < sectorCount && fat.length < sectorCount; steps += 1) {
    const table = sector(id);
    for (let at = 0; at < sectorBytes - 4; at += 4) add(numberAt(table, at));
    id = numberAt(table, sectorBytes - 4);
  }
  return fat;
}

function readSectors(
  first: number,
  maxBytes: number,
  sector: (id: number) => Buffer,
  next: (id: number) => number,
  sectorMaximum: number,
): Buffer {
  const parts: Buffer[] = [];
  let bytes = 0;
  // A chain that goes in a circle ends at the number of sectors there are.
  for (let id = first; id < lastRegularSector && bytes < maxBytes && parts.length < sectorMaximum; id = next(id)) {
    const part = sector(id);
    if (part.length === 0) break;
    parts.push(part);
    bytes += part.length;
  }
  return Buffer.concat(parts, bytes);
}

function readDirectory(bytes: Buffer): DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  for (let at = 0; at + entryBytes <= bytes.length; at += entryBytes) {
    const nameBytes = Math.min(64, bytes.readUInt16LE(at + 64));
    entries.push({
      name: bytes.toString('utf16le', at, at + Math.max(0, nameBytes - 2)),
      kind: bytes.readUInt8(at + 66),
      left: bytes.readUInt32LE(at + 68),
      right: bytes.readUInt32LE(at + 72),
      child: bytes.readUInt32LE(at + 76),
      firstSector: bytes.readUInt32LE(at + 116),
      bytes: bytes.readUInt32LE(at + 120),
    });
  }
  return entries;
}

/** The children of a folder form a binary tree; each is visited once, in whatever shape a hostile tree is. */
function listChildren(directory: readonly DirectoryEntry[], child: number): OleEntry[] {
  const children: OleEntry[] = [];
  const seen = new Set<number>();
  const waiting = [child];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const entry = directory[id];
    if (entry === undefined || seen.has(id)) continue;
    seen.add(id);
    waiting.push(entry.left, entry.right);
    if (entry.kind !== 1 && entry.kind !== 2) continue;
    children.push({ name: entry.name, kind: entry.kind === 2 ? 'stream' : 'storage', firstSector: entry.firstSector, bytes: entry.bytes });
  }
  return children;
}
