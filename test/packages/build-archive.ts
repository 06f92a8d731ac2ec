import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod/mini';
import type { PackageAbout, PackageRow, PackageSource } from '../../core/packages/package-source.ts';
import { createPackageStream } from '../../core/packages/write-package.ts';

/** What every test package says about itself. */
export const about: PackageAbout = { requestId: 'pri_test', askedAt: new Date('2026-11-21T10:00:00Z') };

/** A source whose rows are given at once. */
export function automatic(source: string, rows: readonly PackageRow[]): PackageSource {
  return { kind: 'automatic', source, rows: () => rows };
}

/** A manual source with one row. */
export function manual(source: string, labels: readonly string[], row: PackageRow): PackageSource {
  return { kind: 'manual', source, labels, rows: () => [row] };
}

/** The bytes of a package. */
export function buildArchive(content: readonly PackageSource[]): Promise<Buffer> {
  return buffer(createPackageStream(content, about));
}

const files = z.record(z.string(), z.string());

/** Another implementation's reading: Python's zipfile checks every checksum and gives each file's text, in the archive's order. */
export function readByPython(archive: Buffer): ReadonlyMap<string, string> {
  return withFile(archive, (path) => {
    const program = [
      'import json, sys, zipfile',
      'archive = zipfile.ZipFile(sys.argv[1])',
      'assert archive.testzip() is None',
      'print(json.dumps({name: archive.read(name).decode("utf-8") for name in archive.namelist()}))',
    ].join('\n');
    return new Map(Object.entries(files.parse(JSON.parse(run('python3', ['-c', program, path])))));
  });
}

const cells = z.array(z.array(z.string()));

/** Python's own reading of CSV text. */
export function parseCsvByPython(texts: readonly string[]): readonly string[][][] {
  const program = [
    'import csv, io, json, sys',
    'csv.field_size_limit(10**9)',
    'texts = json.load(sys.stdin)',
    'print(json.dumps([list(csv.reader(io.StringIO(text, newline=""), strict=True)) for text in texts]))',
  ].join('\n');
  return z.array(cells).parse(JSON.parse(run('python3', ['-c', program], JSON.stringify(texts))));
}

/** What `unzip -t` says; throws where it finds a fault. */
export function testByUnzip(archive: Buffer): string {
  return withFile(archive, (path) => run('unzip', ['-t', path]));
}

function run(command: string, args: readonly string[], input = ''): string {
  return execFileSync(command, args, { encoding: 'utf8', input, maxBuffer: 64_000_000 });
}

function withFile<T>(content: Buffer, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-package-'));
  try {
    const path = join(folder, 'package.zip');
    writeFileSync(path, content);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
