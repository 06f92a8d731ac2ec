import { inflateRawSync } from 'node:zlib';

/** Bytes of a local file header before its name (PKWARE APPNOTE 4.3.7). */
const headerBytes = 30;

/** What `package.json` of a package holds: the archive's first entry, always deflated. Quick; the archive as such is tested elsewhere. */
export function readPackageJson(archive: Buffer): unknown {
  const nameBytes = archive.readUInt16LE(26);
  const name = archive.toString('utf8', headerBytes, headerBytes + nameBytes);
  if (archive.readUInt32LE(0) !== 0x04034b50 || name !== 'package.json') throw new Error('The archive does not begin with package.json.');
  const start = headerBytes + nameBytes + archive.readUInt16LE(28);
  return JSON.parse(inflateRawSync(archive.subarray(start)).toString('utf8'));
}
