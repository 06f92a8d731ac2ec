import { buffer as readAll } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { inspectArchive } from '../../../core/attachments/inspect-archive/inspect-archive.ts';
import { buildOle } from '../build-ole.ts';
import { buildZip, extraField, uint64 } from '../build-zip.ts';
import { mebibyte, nest, one, text, two, wordOf } from './sample-archives.ts';

async function honest(files: Record<string, Buffer>, options: { compress?: boolean } = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, data] of Object.entries(files)) zip.addBuffer(data, name, { compress: options.compress ?? true });
  zip.end();
  return readAll(zip.outputStream);
}

describe('honest archives', () => {
  it('pass, and every byte that came out is counted', async () => {
    const bytes = await honest({ 'a.txt': text, 'b/c.bin': Buffer.alloc(3 * mebibyte, 7), 'empty.txt': Buffer.alloc(0) });
    const outcome = await inspectArchive(bytes);
    expect(outcome).toEqual({
      kind: 'ok',
      work: { archives: 1, entries: 3, depth: 1, inflatedBytes: text.length + 3 * mebibyte },
    });
  });

  it('pass stored, streamed, empty, with folders, with a comment, with ZIP64 records and with a gap that hides nothing', async () => {
    const cases = [
      await honest({ 'a.txt': text }, { compress: false }),
      buildZip([]),
      buildZip([{ name: 'folder/', unixMode: 0o040755 }, two]),
      buildZip([one, { ...two, descriptor: 'signed' }]),
      buildZip([{ ...two, descriptor: 'plain' }, one]),
      buildZip([one], { comment: Buffer.from('with a comment') }),
      buildZip([{ name: 'open.pdf', data: Buffer.from('%PDF-1.7\ntrailer << /Size 1 >>\n') }]),
      buildZip([{ name: 'open.xls', data: buildOle([{ name: 'Workbook' }]) }]),
      buildZip([{ name: 'broken.doc', data: Buffer.from('d0cf11e0a1b11ae1', 'hex') }]),
      buildZip([one], { gap: Buffer.alloc(64, 1) }),
      buildZip([{ ...one, unixMode: 0o010600 }]),
      buildZip([one, two], { zip64: {} }),
      buildZip([one, two], { zip64: {}, end: { entries: 0xffff, size: 0xffffffff, start: 0xffffffff } }),
      buildZip([
        {
          ...two,
          central: { inflatedBytes: 0xffffffff },
          extra: extraField(1, uint64(5n)),
          local: { inflatedBytes: 0xffffffff, packedBytes: 0xffffffff },
          localExtra: extraField(1, Buffer.concat([uint64(5n), uint64(7n)])),
        },
      ]),
    ];
    for (const [index, bytes] of cases.entries()) expect([index, await wordOf(bytes)]).toEqual([index, 'ok']);
  });

  it('are opened at every level, up to eight', async () => {
    const outcome = await inspectArchive(nest(8));
    expect(outcome).toMatchObject({ kind: 'ok', work: { archives: 8, depth: 8, entries: 8 } });
  });

  it('let other work run while they are opened', async () => {
    const bytes = buildZip(Array.from({ length: 500 }, (_, index) => ({ name: `${index}.txt`, data: text })));
    let turns = 0;
    const count = (): void => {
      turns += 1;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    await inspectArchive(bytes);
    clearImmediate(timer);
    expect(turns).toBeGreaterThanOrEqual(5);
  });
});
