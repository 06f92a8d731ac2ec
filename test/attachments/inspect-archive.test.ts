import { buffer as readAll } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { archiveLimits } from '../../core/attachments/inspect-archive/archive-limits.ts';
import type { ArchiveRefusalWord } from '../../core/attachments/inspect-archive/archive-refusal.ts';
import { inspectArchive } from '../../core/attachments/inspect-archive/inspect-archive.ts';
import { buildZip, type EntrySpec, extraField, uint64 } from './build-zip.ts';

const text = Buffer.from('A letter of some length, so that it packs well. '.repeat(20));
const one: EntrySpec = { name: 'letter.txt', data: text };
const two: EntrySpec = { name: 'folder/other.txt', data: Buffer.from('other') };
const mebibyte = 1_048_576;

async function honest(files: Record<string, Buffer>, options: { compress?: boolean } = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, data] of Object.entries(files)) zip.addBuffer(data, name, { compress: options.compress ?? true });
  zip.end();
  return readAll(zip.outputStream);
}

/** An archive in an archive in an archive. */
function nest(depth: number, core: Buffer = buildZip([one])): Buffer {
  let archive = core;
  for (let level = 1; level < depth; level += 1) archive = buildZip([{ name: `level-${level}.zip`, data: archive }]);
  return archive;
}

async function wordOf(bytes: Buffer): Promise<ArchiveRefusalWord | 'ok'> {
  const outcome = await inspectArchive(bytes);
  return outcome.kind === 'ok' ? 'ok' : outcome.word;
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

describe('hostile archives', () => {
  const link = buildZip([{ name: 'link', data: Buffer.from('x'), unixMode: 0o120777 }]);
  const largeLink = buildZip([
    { name: 'pad', data: Buffer.alloc(3 * mebibyte, 'padding '), method: 0 },
    { name: 'link', data: Buffer.from('x'), unixMode: 0o120777 },
  ]);
  const large = (lies: { inflatedBytes?: number; checksum?: number }, behind: Buffer = Buffer.alloc(0)): Buffer => {
    const data = Buffer.alloc(3 * mebibyte, 'some text ');
    return buildZip([{ name: 'large', data, packed: Buffer.concat([deflateRawSync(data), behind]), local: lies, central: lies }]);
  };
  const inside = buildZip([{ name: 'inside.txt', data: Buffer.from('inside'), method: 0 }]).subarray(0, 46);
  const cases: [string, ArchiveRefusalWord, () => Buffer][] = [
    ['nothing at all', 'malformed', () => Buffer.alloc(0)],
    ['no end record', 'malformed', () => buildZip([one]).subarray(0, -22)],
    ['an end record cut short', 'malformed', () => buildZip([one]).subarray(0, -1)],
    ['data behind the end record', 'malformed', () => buildZip([one], { suffix: Buffer.from('x') })],
    ['a second end record in the comment', 'ambiguous', () => buildZip([one], { comment: buildZip([]) })],
    ['data in front, with offsets that ignore it', 'data_in_front', () => Buffer.concat([Buffer.from('MZ'), buildZip([one])])],
    ['data in front, with offsets that know of it', 'data_in_front', () => buildZip([one], { prefix: Buffer.from('MZ stub') })],
    ['data in front of no entry', 'data_in_front', () => buildZip([], { prefix: Buffer.from('MZ stub') })],
    ['a directory that begins in the data', 'malformed', () => buildZip([one, two], { end: { entries: 1 } })],
    ['a claim of 60,000 entries', 'too_many_entries', () => buildZip([one], { end: { entries: 60_000 } })],
    [
      'a ZIP64 claim of 100,000 entries',
      'too_many_entries',
      () => buildZip([one], { zip64: { entries: 100_000n }, end: { entries: 0xffff } }),
    ],
    ['a ZIP64 claim of 2^60 entries', 'malformed', () => buildZip([one], { zip64: { entries: 1n << 60n }, end: { entries: 0xffff } })],
    ['a ZIP64 record that contradicts the other', 'ambiguous', () => buildZip([one, two], { zip64: {}, end: { entries: 1 } })],
    [
      'a ZIP64 record that contradicts one number of the other',
      'ambiguous',
      () => buildZip([one, two], { zip64: {}, end: { entriesHere: 2, entries: 1 } }),
    ],
    ['a ZIP64 record that contradicts the start in the other', 'ambiguous', () => buildZip([one, two], { zip64: {}, end: { start: 1 } })],
    [
      'a ZIP64 directory outside of the file',
      'malformed',
      () => buildZip([one], { zip64: { start: 1n << 40n }, end: { start: 0xffffffff } }),
    ],
    ['a ZIP64 record outside of the file', 'malformed', () => buildZip([one], { zip64: { recordAt: 1n << 33n } })],
    ['a ZIP64 size without its field', 'malformed', () => buildZip([{ ...one, central: { inflatedBytes: 0xffffffff } }])],
    [
      'a ZIP64 field too short',
      'malformed',
      () => buildZip([{ ...one, central: { inflatedBytes: 0xffffffff }, extra: extraField(1, Buffer.alloc(4)) }]),
    ],
    [
      'two ZIP64 fields',
      'ambiguous',
      () => buildZip([{ ...one, extra: Buffer.concat([extraField(1, uint64(1n)), extraField(1, uint64(2n))]) }]),
    ],
    [
      'a ZIP64 size of 2^50',
      'entry_too_large',
      () => buildZip([{ ...one, central: { inflatedBytes: 0xffffffff }, extra: extraField(1, uint64(1n << 50n)) }]),
    ],
    ['a directory on another disk', 'multi_disk', () => buildZip([one], { end: { directoryDisk: 1 } })],
    ['fewer entries here than in all', 'multi_disk', () => buildZip([one], { end: { entriesHere: 0, entries: 1 } })],
    ['an entry on another disk', 'multi_disk', () => buildZip([{ ...one, central: { disk: 2 } }])],
    ['an encrypted entry', 'encrypted', () => buildZip([{ ...one, flags: 1 }])],
    ['a strongly encrypted entry', 'encrypted', () => buildZip([{ ...one, flags: 0x41 }])],
    ['an AES entry', 'encrypted', () => buildZip([{ ...one, method: 99 }])],
    ['an entry that only its local header calls encrypted', 'header_mismatch', () => buildZip([{ ...one, local: { flags: 1 } }])],
    ['a symbolic link', 'special_file', () => buildZip([{ name: 'link', data: Buffer.from('/etc/passwd'), unixMode: 0o120777 }])],
    ['a device', 'special_file', () => buildZip([{ name: 'device', unixMode: 0o020666 }])],
    [
      'a link by its extra field',
      'special_file',
      () => buildZip([{ ...one, extra: extraField(0x756e, Buffer.from([0, 0, 0, 0, 0xff, 0xa1, 0, 0])) }]),
    ],
    ['another name in the local header', 'header_mismatch', () => buildZip([{ ...one, local: { name: 'letter.exe' } }])],
    ['another method in the local header', 'header_mismatch', () => buildZip([{ ...one, local: { method: 0 } }])],
    ['another size in the local header', 'header_mismatch', () => buildZip([{ ...one, local: { inflatedBytes: 1 } }])],
    ['another checksum in the local header', 'header_mismatch', () => buildZip([{ ...one, local: { checksum: 1 } }])],
    [
      'a streamed entry with a size of its own',
      'header_mismatch',
      () => buildZip([{ ...one, descriptor: 'signed', local: { packedBytes: 3 } }]),
    ],
    ['a streamed entry without numbers behind it', 'header_mismatch', () => buildZip([{ ...one, flags: 8 }])],
    ['an entry that the directory keeps quiet about', 'header_mismatch', () => buildZip([one], { gap: inside })],
    [
      'two entries in the same place',
      'overlapping',
      () => buildZip([one, { ...one, name: 'again.txt', ghost: true, central: { headerAt: 0 } }]),
    ],
    [
      'an entry inside the data of another',
      'overlapping',
      () =>
        buildZip([
          { name: 'outer', data: inside, method: 0 },
          { name: 'inside.txt', data: Buffer.from('inside'), method: 0, ghost: true, central: { headerAt: 35 } },
        ]),
    ],
    [
      'data that runs into the directory',
      'overlapping',
      () => buildZip([{ ...one, local: { packedBytes: 5_000 }, central: { packedBytes: 5_000 } }]),
    ],
    ['a header outside of the file', 'malformed', () => buildZip([{ ...one, ghost: true, central: { headerAt: 0 } }])],
    ['the same name twice', 'duplicate_name', () => buildZip([one, one])],
    ['a folder with content', 'ambiguous', () => buildZip([{ name: 'folder/', data: text }])],
    [
      'a size that is too small',
      'header_mismatch',
      () => buildZip([{ ...one, local: { inflatedBytes: 5 }, central: { inflatedBytes: 5 } }]),
    ],
    [
      'a size that is too large',
      'header_mismatch',
      () => buildZip([{ ...one, local: { inflatedBytes: 5_000 }, central: { inflatedBytes: 5_000 } }]),
    ],
    [
      'a size beyond what deflate can do',
      'header_mismatch',
      () => buildZip([{ ...one, local: { inflatedBytes: 90 * mebibyte }, central: { inflatedBytes: 90 * mebibyte } }]),
    ],
    [
      'a stored entry of two sizes',
      'header_mismatch',
      () => buildZip([{ ...one, method: 0, local: { inflatedBytes: 5 }, central: { inflatedBytes: 5 } }]),
    ],
    ['a wrong checksum', 'header_mismatch', () => buildZip([{ ...one, local: { checksum: 1 }, central: { checksum: 1 } }])],
    [
      'a wrong checksum of a stored entry',
      'header_mismatch',
      () => buildZip([{ ...one, method: 0, local: { checksum: 1 }, central: { checksum: 1 } }]),
    ],
    [
      'bytes behind the packed data',
      'header_mismatch',
      () => buildZip([{ name: 'a', data: Buffer.from(''), method: 8, packed: Buffer.from([3, 0, 1, 2, 3]) }]),
    ],
    ['packed data that is damaged', 'malformed', () => buildZip([{ ...one, packed: Buffer.alloc(40, 0xff) }])],
    ['a method that nobody here knows', 'unknown_method', () => buildZip([{ ...one, method: 12 }])],
    [
      'a large entry that is damaged',
      'malformed',
      () => buildZip([{ name: 'big', data: Buffer.alloc(3 * mebibyte), packed: Buffer.alloc(4_000, 0xff) }]),
    ],
    [
      'an entry larger than the scanner looks at',
      'entry_too_large',
      () => buildZip([{ ...one, local: { inflatedBytes: 104_857_601 }, central: { inflatedBytes: 104_857_601 } }]),
    ],
    ['nine archives inside one another', 'too_deep', () => nest(9)],
    ['thirty archives inside one another', 'too_deep', () => nest(30)],
    ['a large entry of too small a size', 'header_mismatch', () => large({ inflatedBytes: 2 * mebibyte })],
    ['a large entry of too large a size', 'header_mismatch', () => large({ inflatedBytes: 3 * mebibyte + 1 })],
    ['a large entry of a wrong checksum', 'header_mismatch', () => large({ checksum: 1 })],
    ['bytes behind the packed data of a large entry', 'header_mismatch', () => large({}, Buffer.from('x'))],
    ['a stored inner archive with a link', 'special_file', () => buildZip([{ name: 'inner.bin', data: link, method: 0 }])],
    ['a large inner archive with a link', 'special_file', () => buildZip([{ name: 'inner.bin', data: largeLink }])],
    ['an inner archive that is damaged', 'malformed', () => buildZip([{ name: 'inner.bin', data: buildZip([one]).subarray(0, -3) }])],
    [
      'an inner archive with a link',
      'special_file',
      () => nest(3, buildZip([{ name: 'link', data: Buffer.from('x'), unixMode: 0o120777 }])),
    ],
  ];

  it.each(cases)('with %s are unscannable', async (_, word, build) => {
    const outcome = await inspectArchive(build());
    expect(outcome).toMatchObject({ kind: 'unscannable', word });
    expect(outcome.kind === 'unscannable' && outcome.reason).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    '../up',
    'a/../../up',
    '/etc/passwd',
    '\\server\\share',
    'C:\\boot.ini',
    'c:name',
    'a\\..\\b',
    '..',
    'a/.. /b',
    'a/.../b',
    'a\0.txt',
    '',
  ])('with the name %j are unscannable, wherever the name stands', async (name) => {
    const unicode = extraField(0x7075, Buffer.concat([Buffer.alloc(5), Buffer.from(name)]));
    expect(await wordOf(buildZip([{ ...one, name }]))).toBe('unsafe_name');
    expect(await wordOf(buildZip([{ ...one, extra: unicode }]))).toBe('unsafe_name');
    expect(await wordOf(buildZip([{ ...one, localExtra: unicode }]))).toBe('unsafe_name');
  });

  it.each(['a..b', '..a', 'a../b', '.hidden', 'ab:c', 'CON', 'x/./y'])('with the odd but harmless name %j pass', async (name) => {
    expect(await wordOf(buildZip([{ ...one, name }]))).toBe('ok');
  });
});

describe('bombs', () => {
  it('of one flat entry stop at the ratio, within one piece of the stream', async () => {
    const bytes = buildZip([{ name: 'zeros', data: Buffer.alloc(64 * mebibyte) }]);
    const outcome = await inspectArchive(bytes);
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'ratio' });
    expect(outcome.work.inflatedBytes).toBeLessThanOrEqual(archiveLimits.ratio * bytes.length + 65_536);
  });

  it('that claim to be small stop at the claim', async () => {
    const claim = { inflatedBytes: 2 * mebibyte };
    const outcome = await inspectArchive(buildZip([{ name: 'zeros', data: Buffer.alloc(9 * mebibyte), local: claim, central: claim }]));
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'header_mismatch' });
    expect(outcome.work.inflatedBytes).toBeLessThanOrEqual(2 * mebibyte + 65_536);
  });

  it('of less than ten mebibytes pass, as repeated letters are honest', async () => {
    expect(await wordOf(buildZip([{ name: 'zeros', data: Buffer.alloc(9 * mebibyte) }]))).toBe('ok');
  });

  it('that claim more than 200 MiB in all stop before anything is inflated', async () => {
    const claim = { inflatedBytes: 80 * mebibyte };
    const entries = ['a', 'b', 'c'].map((name) => ({ name, data: text, local: claim, central: claim }));
    const outcome = await inspectArchive(buildZip(entries));
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'too_large', work: { inflatedBytes: 0 } });
  });

  it('nested sixteen wide and five deep, as the well-known one, stop within the limits', async () => {
    let archive = buildZip([{ name: 'leaf', data: Buffer.alloc(4 * mebibyte) }]);
    for (let level = 0; level < 4; level += 1) {
      const copy = archive;
      archive = buildZip(Array.from({ length: 16 }, (_, index) => ({ name: `${level}-${index}.zip`, data: copy })));
    }
    const outcome = await inspectArchive(archive);
    expect(outcome).toMatchObject({ kind: 'unscannable' });
    expect(outcome.work.inflatedBytes).toBeLessThanOrEqual(archiveLimits.inflatedBytes);
    expect(outcome.work.entries).toBeLessThanOrEqual(archiveLimits.entries);
  });

  it('count the entries of all levels together', async () => {
    const inner = buildZip(Array.from({ length: 600 }, (_, index) => ({ name: `${index}` })));
    const outcome = await inspectArchive(buildZip(Array.from({ length: 20 }, (_, index) => ({ name: `${index}.zip`, data: inner }))));
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'too_many_entries' });
    expect(outcome.work.archives).toBeLessThan(20);
  });

  it('of 10,001 entries are refused unread, of 10,000 they pass', async () => {
    const entries = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}` }));
    expect(await inspectArchive(buildZip(entries))).toMatchObject({ word: 'too_many_entries', work: { entries: 0 } });
    expect(await inspectArchive(buildZip(entries.slice(1)))).toMatchObject({ kind: 'ok', work: { entries: 10_000 } });
  });

  it('that would take too long end at the deadline', async () => {
    let now = 0;
    const outcome = await inspectArchive(buildZip(Array.from({ length: 100 }, (_, index) => ({ name: `${index}`, data: text }))), {
      clock: () => {
        now += 500;
        return now;
      },
    });
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'deadline' });
    expect(outcome.work.inflatedBytes).toBeLessThan(archiveLimits.deadlineMs * text.length);
  });
});

describe('any bytes', () => {
  it('end in an outcome and never in an error, whichever byte of an archive is changed', async () => {
    const seed = buildZip([one, { ...two, descriptor: 'signed' }, { name: 'in.zip', data: buildZip([one]) }], { zip64: {} });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(seed);
        for (const [at, value] of changes) bytes[at] = value;
        const outcome = await inspectArchive(bytes);
        expect(['ok', 'unscannable']).toContain(outcome.kind);
      }),
      { seed: 20_261_121, numRuns: 2_000 },
    );
  });
});
