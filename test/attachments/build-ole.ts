/** An entry of an OLE directory. */
export interface OleSpec {
  readonly name: string;
  readonly kind?: 'stream' | 'storage';
  /** Padded to a multiple of 4,096 bytes, so that it lies in sectors of its own. */
  readonly data?: Buffer;
  /** Entries below a storage. */
  readonly children?: readonly OleSpec[];
}

/** Numbers of the file that may lie. */
export interface OleLies {
  readonly sectorShift?: number;
  readonly directorySector?: number;
  /** Makes the chain of the directory a circle. */
  readonly circle?: boolean;
  /** Makes the last entry the neighbour of the first. */
  readonly treeCircle?: boolean;
  /** The child of the root, by number. */
  readonly child?: number;
}

const sectorBytes = 512;
const streamBytes = 4_096;
const endOfChain = 0xfffffffe;
const none = 0xffffffff;

/** Writes a small OLE file: one FAT sector, the directory, then the streams. */
export function buildOle(entries: readonly OleSpec[], lies: OleLies = {}): Buffer {
  const flat: { spec: OleSpec; right: number; child: number }[] = [];
  const add = (specs: readonly OleSpec[]): number => {
    const first = flat.length + 1;
    const own = specs.map((spec) => {
      const entry = { spec, right: none, child: none };
      flat.push(entry);
      return entry;
    });
    for (const [index, entry] of own.entries()) {
      if (index + 1 < own.length) entry.right = first + index + 1;
      if ((entry.spec.children ?? []).length > 0) entry.child = flat.length + 1;
      add(entry.spec.children ?? []);
    }
    return first;
  };
  add(entries);
  const last = flat.at(-1);
  if (lies.treeCircle === true && last !== undefined) last.right = 1;
  const directorySectors = Math.ceil(((flat.length + 1) * 128) / sectorBytes);
  const fat = new Array<number>(128).fill(none);
  fat[0] = 0xfffffffd;
  for (let index = 0; index < directorySectors; index += 1) fat[1 + index] = index + 1 < directorySectors ? index + 2 : endOfChain;
  if (lies.circle === true) fat[directorySectors] = 1;
  const directory = Buffer.alloc(directorySectors * sectorBytes);
  writeEntry(directory, 0, 'Root Entry', 5, {
    right: none,
    child: lies.child ?? (flat.length > 0 ? 1 : none),
    first: endOfChain,
    bytes: 0,
  });
  const streams: Buffer[] = [];
  for (const [index, { spec, right, child }] of flat.entries()) {
    const first = 1 + directorySectors + streams.reduce((sum, { length }) => sum + length, 0) / sectorBytes;
    const isStream = spec.kind !== 'storage';
    const bytes = Math.max(1, Math.ceil((spec.data?.length ?? 0) / streamBytes)) * streamBytes;
    if (isStream) {
      const data = Buffer.alloc(bytes);
      spec.data?.copy(data);
      streams.push(data);
      const sectors = bytes / sectorBytes;
      for (let sector = 0; sector < sectors; sector += 1) fat[first + sector] = sector < sectors - 1 ? first + sector + 1 : endOfChain;
    }
    const place = isStream ? { first, bytes } : { first: 0, bytes: 0 };
    writeEntry(directory, index + 1, spec.name, isStream ? 2 : 1, { right, child, ...place });
  }
  const fatSector = Buffer.alloc(sectorBytes);
  for (const [index, next] of fat.slice(0, 128).entries()) fatSector.writeUInt32LE(next, index * 4);
  return Buffer.concat([header(lies), fatSector, directory, ...streams]);
}

function header(lies: OleLies): Buffer {
  const bytes = Buffer.alloc(sectorBytes);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  bytes.writeUInt16LE(3, 26);
  bytes.writeUInt16LE(0xfffe, 28);
  bytes.writeUInt16LE(lies.sectorShift ?? 9, 30);
  bytes.writeUInt16LE(6, 32);
  bytes.writeUInt32LE(1, 44);
  bytes.writeUInt32LE(lies.directorySector ?? 1, 48);
  bytes.writeUInt32LE(4_096, 56);
  bytes.writeUInt32LE(endOfChain, 60);
  bytes.writeUInt32LE(endOfChain, 68);
  bytes.fill(0xff, 76);
  bytes.writeUInt32LE(0, 76);
  return bytes;
}

function writeEntry(
  directory: Buffer,
  index: number,
  name: string,
  kind: number,
  place: { right: number; child: number; first: number; bytes: number },
): void {
  const at = index * 128;
  directory.write(name, at, 'utf16le');
  directory.writeUInt16LE((name.length + 1) * 2, at + 64);
  directory.writeUInt8(kind, at + 66);
  directory.writeUInt32LE(none, at + 68);
  directory.writeUInt32LE(place.right, at + 72);
  directory.writeUInt32LE(place.child, at + 76);
  directory.writeUInt32LE(place.first, at + 116);
  directory.writeUInt32LE(place.bytes, at + 120);
}
