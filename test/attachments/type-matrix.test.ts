import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FileType, fileTypes } from '../../contracts/schemas/intake.ts';
import { checkContent } from '../../core/attachments/check-content.ts';
import { inspectArchive } from '../../core/attachments/inspect-archive/inspect-archive.ts';
import { fetchCorpora } from '../support/fetch-corpora.ts';
import { reviewedFiles } from './reviewed-files.ts';

interface RealFile {
  /** Package and path inside it. */
  readonly id: string;
  readonly path: string;
  /** What Debian's `file` says: a MIME type and a charset. */
  readonly mime: string;
  readonly charset: string;
}

const office = 'application/vnd.openxmlformats-officedocument';
const namesByMime = new Map<string, readonly FileType[]>([
  ['application/pdf', ['pdf']],
  ['image/png', ['png']],
  ['image/jpeg', ['jpg', 'jpeg']],
  ['application/msword', ['doc']],
  ['application/vnd.ms-excel', ['xls']],
  [`${office}.wordprocessingml.document`, ['docx', 'zip']],
  [`${office}.spreadsheetml.sheet`, ['xlsx', 'zip']],
  [`${office}.presentationml.presentation`, ['zip']],
  ['application/zip', ['zip']],
  ['application/java-archive', ['zip']],
  ['application/epub+zip', ['zip']],
]);
const textCharsets = new Set(['us-ascii', 'utf-8', 'iso-8859-1', 'utf-16le', 'utf-16be']);
const refusedText = new Set(['text/html', 'text/xml', 'text/rtf', 'image/svg+xml', 'application/postscript']);

/** The names under which a file must be accepted, by what others say of it and never by our own code. */
function expectedNames(file: RealFile, bytes: Buffer): readonly FileType[] {
  const reviewed = reviewedFiles.find((review) => review.file.test(file.id));
  if (reviewed !== undefined) return reviewed.names;
  if (file.mime.startsWith('application/vnd.oasis.opendocument')) return ['zip'];
  const names = namesByMime.get(file.mime);
  if (names !== undefined) return names;
  const isText = textCharsets.has(file.charset) && !refusedText.has(file.mime) && bytes.length > 0;
  return isText && !bytes.subarray(0, 2).equals(Buffer.from('#!')) ? ['txt', 'csv'] : [];
}

const files: RealFile[] = [];
let golang: string | undefined;

beforeAll(async () => {
  const { folders, missing } = await fetchCorpora();
  for (const sentence of missing) console.warn(sentence);
  golang = folders.get('golang-1.19-src');
  for (const [name, folder] of folders) {
    const pattern = name.startsWith('golang-1') ? '**/testdata/**/*' : '**/*';
    for await (const entry of glob(pattern, { cwd: folder, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) files.push({ id: `${name}/${relative(folder, path)}`, path, mime: '', charset: '' });
    }
  }
  describeFiles();
}, 600_000);

function describeFiles(): void {
  if (files.length === 0) return;
  try {
    const told = execFileSync('file', ['-b', '--mime', '-f', '-'], {
      input: files.map((file) => file.path).join('\n'),
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    for (const [index, line] of told.trimEnd().split('\n').entries()) {
      const [, mime = '', charset = ''] = /^([^;]*); charset=(\S+)/.exec(line) ?? [];
      const file = files[index];
      if (file !== undefined) files[index] = { ...file, mime, charset };
    }
  } catch {
    console.warn('The type matrix is left out; to have it: apt-get install file.');
    files.length = 0;
  }
}

describe('real files made by others', () => {
  it('are accepted under the names that fit them, and under no other of the eleven', async () => {
    const wrong: string[] = [];
    const counts = { files: 0, decisions: 0, accepted: 0 };
    for (const file of files) {
      const bytes = readFileSync(file.path);
      const expected = expectedNames(file, bytes);
      counts.files += 1;
      for (const type of fileTypes) {
        const outcome = await checkContent({ bytes, fileName: `x.${type}`, allowed: fileTypes });
        counts.decisions += 1;
        if (outcome.kind === 'accepted') counts.accepted += 1;
        const answer = outcome.kind === 'accepted' ? 'accepted' : outcome.code;
        if ((outcome.kind === 'accepted') !== expected.includes(type))
          wrong.push(`${file.id} (${file.mime}, ${file.charset}) as ${type}: ${answer}`);
      }
    }
    console.info(`Type matrix: ${counts.files} files, ${counts.decisions} decisions, ${counts.accepted} accepted, ${wrong.length} wrong.`);
    expect(wrong).toEqual([]);
  }, 600_000);

  it('that hold themselves without end are refused at the depth of the contract', async () => {
    if (golang === undefined) return;
    const source = readFileSync(join(golang, 'usr/share/go-1.19/src/archive/zip/reader_test.go'), 'utf8');
    const dump = /func rZipBytes\(\) \[\]byte \{\s+s := `([^`]+)`/.exec(source)?.[1] ?? '';
    const hex = dump.split('\n').map((line) => line.slice(8));
    const outcome = await inspectArchive(Buffer.from(hex.join('').replaceAll(' ', ''), 'hex'));
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'too_deep', work: { archives: 8 } });
  });
});
