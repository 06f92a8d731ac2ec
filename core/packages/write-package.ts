import { once } from 'node:events';
import { PassThrough, pipeline, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { chunkText } from '../chunk-text.ts';
import type { ListedSource, PackageAbout, PackageSource } from './package-source.ts';
import { writeCsv } from './write-csv.ts';
import { writeJson } from './write-json.ts';
import { writeReport } from './write-report.ts';

/** Readable by its owner and others, a plain file. */
const fileMode = 0o100644;

/** Level 3 packs tables nearly as small as the usual 6 in about half the time, and time is what the function pays for. */
const compressionLevel = 3;

/**
 * The finished package as a stream of ZIP bytes (CONTRACT section 9): `package.json`, `csv/<source>.csv` for each source, and
 * `report.html`. Nothing is held but one chunk, whatever the size; ZIP64 is used where it is needed. The same content and the
 * same `about` give the same bytes, on every machine.
 * @param content - the sources, read once; the rows of each are read three times, see `PackageSource.rows`
 * @param about - what the package says about itself
 * @returns a stream that is destroyed with the error when a source fails, comes twice, or changes while it is read; whoever
 * destroys it stops the reading of the sources.
 */
export function createPackageStream(content: AsyncIterable<PackageSource> | Iterable<PackageSource>, about: PackageAbout): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  // Failures reach the output by fill() below; pipeline's own are those of the reader who went away.
  pipeline(zip.outputStream, output, () => undefined);
  zip.on('error', (error: Error) => output.destroy(error));
  fill(zip, output, content, about).catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error('The package could not be written.'));
  });
  return output;
}

async function fill(
  zip: ZipFile,
  output: PassThrough,
  content: AsyncIterable<PackageSource> | Iterable<PackageSource>,
  about: PackageAbout,
): Promise<void> {
  const options = { mtime: archiveTime(about.askedAt), mode: fileMode, compressionLevel, forceDosTimestamp: true };
  const add = async (name: string, pieces: AsyncIterable<string>) => {
    if (output.destroyed) throw new Error('Nobody reads the package any more.');
    const entry = Readable.from(chunkText(pieces), { objectMode: false });
    const stop = () => entry.destroy();
    output.once('close', stop);
    zip.addReadStreamLazy(name, options, (use) => use(null, entry));
    // Rejects with the entry's error. `close` and not `end`: a destroyed stream never ends.
    await once(entry, 'close');
    output.off('close', stop);
  };

  const list: ListedSource[] = [];
  await add('package.json', writeJson(content, list));
  for (const listed of list) await add(listed.csvName, writeCsv(listed));
  await add('report.html', writeReport(list, about));
  zip.end();
}

/**
 * The moment's UTC day as the archive dates its files. ZIP keeps local time without a zone, so the parts are given as local
 * ones: the bytes are then the same in every zone. Noon exists on every day of every zone.
 */
function archiveTime(moment: Date): Date {
  return new Date(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate(), 12);
}
