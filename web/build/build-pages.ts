import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { distFolder, projectFolder, webFolder } from './folders.ts';
import { digestOf, type Manifest, manifestFile } from './manifest.ts';
import { type PageSource, pages } from './pages.ts';

/** What a change of which calls for a new build, though no page imports it: the build itself and the versions of packages. */
const furtherInputs = ['package-lock.json', 'web/build/build-pages.ts', 'web/build/pages.ts'];

/** One file of a page as it was written. */
export interface BuiltFile {
  readonly path: string;
  readonly page: string;
  readonly kind: 'script' | 'style' | 'html';
  readonly bytes: Uint8Array;
}

/**
 * Builds every page into `dist`: scripts and styles under names that hold their hash, so that they can be cached for good.
 * Two builds at once write the same files under the same names; the manifest comes last.
 */
export async function buildPages(): Promise<readonly BuiltFile[]> {
  const built = await Promise.all(pages.map(buildPage));
  const files = built.flatMap((page) => page.files);
  for (const file of files) writeWhole(join(distFolder, file.path), file.bytes);
  const inputs = new Set([...furtherInputs, ...built.flatMap((page) => page.inputs)]);
  const manifest: Manifest = {
    files: files.map((file) => file.path),
    inputs: Object.fromEntries([...inputs].sort().map((source) => [source, digestOf(source)])),
  };
  writeWhole(manifestFile, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
  removeOthers(new Set(manifest.files));
  return files;
}

async function buildPage(page: PageSource): Promise<{ files: BuiltFile[]; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: projectFolder,
    entryPoints: [resolve(webFolder, page.script), resolve(webFolder, page.style)],
    outdir: join(distFolder, 'assets'),
    entryNames: `${page.name}-[hash]`,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const assets = outputFiles.map(
    (file): BuiltFile => ({
      path: relative(distFolder, file.path),
      page: page.name,
      kind: file.path.endsWith('.js') ? 'script' : 'style',
      bytes: file.contents,
    }),
  );
  const html: BuiltFile = { path: join(page.path.slice(1), 'index.html'), page: page.name, kind: 'html', bytes: renderHtml(page, assets) };
  return { files: [...assets, html], inputs: [...ownInputs(metafile), join('web', page.html)] };
}

function renderHtml(page: PageSource, assets: readonly BuiltFile[]): Uint8Array {
  const nameOf = (kind: BuiltFile['kind']) => `/${assets.find((asset) => asset.kind === kind)?.path ?? ''}`;
  const template = readFileSync(resolve(webFolder, page.html), 'utf8');
  return Buffer.from(template.replace('%SCRIPT%', nameOf('script')).replace('%STYLE%', nameOf('style')));
}

/** Packages are known by the lock file; only our own sources are looked at one by one. */
function ownInputs(metafile: Metafile): string[] {
  return Object.keys(metafile.inputs).filter((source) => !source.startsWith('node_modules/'));
}

/** A reader sees the old file or the new one, never half of it. */
function writeWhole(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const half = `${path}.${process.pid}.half`;
  writeFileSync(half, bytes);
  renameSync(half, path);
}

/** Files of earlier builds. Another build's halves are left alone. */
function removeOthers(kept: ReadonlySet<string>): void {
  for (const entry of readdirSync(join(distFolder, 'assets'))) {
    const path = join('assets', entry);
    if (!kept.has(path) && !entry.endsWith('.half')) rmSync(join(distFolder, path), { force: true });
  }
}
