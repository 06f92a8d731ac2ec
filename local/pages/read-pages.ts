import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { distFolder } from '../../web/build/folders.ts';
import { readFreshManifest } from '../../web/build/manifest.ts';

/** One file of a page. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * Every file of the pages by its path, such as `/admin/index.html`. They are built first where a source changed since the last
 * build, and then kept in memory, so that a build beside this run takes nothing from it.
 */
export async function readPages(): Promise<ReadonlyMap<string, PageFile>> {
  if (readFreshManifest() === undefined) {
    const { buildPages } = await import('../../web/build/build-pages.ts');
    await buildPages();
  }
  const manifest = readFreshManifest();
  if (manifest === undefined) throw new Error('The pages changed while they were built.');
  return new Map(
    manifest.files.map((path) => [
      `/${path}`,
      { type: types[extname(path)] ?? 'application/octet-stream', bytes: readFileSync(join(distFolder, path)) },
    ]),
  );
}
