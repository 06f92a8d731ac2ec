import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ArchiveRefusalWord } from '../../../core/attachments/inspect-archive/archive-refusal.ts';
import { inspectArchive } from '../../../core/attachments/inspect-archive/inspect-archive.ts';
import { buildOle } from '../build-ole.ts';
import { buildZip, extraField, uint64 } from '../build-zip.ts';
import { mebibyte, nest, one, text, two, wordOf } from './sample-archives.ts';

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
  const encryptedPdf = Buffer.from('%PDF-1.7\ntrailer << /Encrypt 5 0 R >>\n');
  const encryptedWorkbook = buildOle([{ name: 'Workbook', data: Buffer.from([9, 8, 2, 0, 0, 6, 0x2f, 0, 2, 0, 1, 0]) }]);
  const cases: [string, ArchiveRefusalWord, () => Buffer][] = [
    ['nothing at all', 'malformed', () => Buffer.alloc(0)],
    ['no end record', 'malformed', () => buildZip([one]).subarray(0, -22)],
    ['an end record cut short', 'malformed', () => buildZip([one]).subarray(0, -1)],
    ['data behind the end record', 'malformed', () => buildZip([one], { suffix: Buffer.from('x') })],
    ['a second end record in the comment', 'ambiguous', () => buildZip([one], { comment: buildZip([]) })],
    [
      'an archive in the comment, its end record too short for what follows',
      'ambiguous',
      () => buildZip([one], { comment: Buffer.concat([buildZip([one]), Buffer.from('zz')]) }),
    ],
    [
      'an archive in the comment, its end record longer than what follows',
      'ambiguous',
      () => {
        const hidden = buildZip([one]);
        hidden.writeUInt16LE(7, hidden.length - 2);
        return buildZip([one], { comment: hidden });
      },
    ],
    ['an entry in the comment', 'ambiguous', () => buildZip([one], { comment: Buffer.from('PK\x03\x04', 'latin1') })],
    ['an encrypted PDF', 'encrypted_document', () => buildZip([{ name: 'a.bin', data: encryptedPdf }])],
    ['an encrypted PDF, stored', 'encrypted_document', () => buildZip([{ name: 'a', data: encryptedPdf, method: 0 }])],
    [
      'an encrypted PDF of 2 MiB, two archives deep',
      'encrypted_document',
      () =>
        buildZip([{ name: 'a', data: buildZip([{ name: 'a', data: Buffer.concat([encryptedPdf, Buffer.alloc(2 * mebibyte, 'x y ')]) }]) }]),
    ],
    ['an encrypted workbook', 'encrypted_document', () => buildZip([{ name: 'a', data: encryptedWorkbook }])],
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
