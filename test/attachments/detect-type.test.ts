import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileType, fileTypes } from '../../contracts/schemas/intake.ts';
import { contentTypes } from '../../core/attachments/detect-type/content-types.ts';
import { detectFileType } from '../../core/attachments/detect-type/detect-file-type.ts';
import { buildOle } from './build-ole.ts';
import { buildZip } from './build-zip.ts';

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const macroWord = 'application/vnd.ms-word.document.macroEnabled.main+xml';

interface OfficeSpec {
  readonly type?: string;
  readonly xml?: string | Buffer;
  readonly typesName?: string;
  readonly part?: string;
  readonly more?: string[];
}

function office({ type = word, xml, typesName = '[Content_Types].xml', part = 'word/document.xml', more = [] }: OfficeSpec = {}): Buffer {
  const text =
    xml ??
    `<?xml version="1.0"?><Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="${type}"/></Types>`;
  const names = [part, ...more];
  return buildZip([{ name: typesName, data: Buffer.from(text) }, ...names.map((name) => ({ name, data: Buffer.from('<x/>') }))]);
}

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), Buffer.alloc(17), deflateSync(Buffer.alloc(4))]);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);
const utf16 = (text: string, big = false): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const biff = (records: number[]): Buffer => Buffer.from([0x09, 0x08, 2, 0, 0, 6, ...records]);

const wordPart = `<Override PartName="/word/document.xml" ContentType="${word}"/>`;
const codePart = (attributes: string) => `${wordPart}<Override PartName="/word/m.bin" ${attributes}/>`;
const vba = 'application/vnd.ms-office.vbaProject';

/** Ways to say what a part is past a reader that does not see all of it. */
const hiddenMacros: readonly (readonly [what: string, xml: string])[] = [
  ['with two blanks before a sign', codePart(`ContentType  ="${vba}"`)],
  ['with line breaks around a sign', codePart(`ContentType\r\n=\n"${vba}"`)],
  ['with a bracket in a name', codePart(`Note=">" ContentType="${vba}"`)],
  ['with an instruction that says otherwise', `<?x ${wordPart} ?><Override PartName="/word/document.xml" ContentType  = "${macroWord}"/>`],
  ['with an instruction alone', `${wordPart}<?x <Override PartName="/word/m.bin" ContentType="${vba}"/> ?>`],
  ['with a prefix', `${wordPart}<a-b:Override xmlns:a-b="x" PartName="/word/document.xml" ContentType="${macroWord}"/>`],
  ['with an element of another name around', `<x>${wordPart}</x>`],
  ['with an attribute twice', codePart(`ContentType="application/xml" ContentType="${vba}"`)],
  ['with text between', `${wordPart} and <Override PartName="/word/m.bin" ContentType="${vba}"/>`],
  ['with a part that has no type', `${wordPart}<Override PartName="/word/m.bin"/>`],
  ['with a second list', `${wordPart}</Types><Types><Override PartName="/word/m.bin" ContentType="${vba}"/>`],
];

/** Each file, and the names under which it is what it says; the code is the answer to every other name. */
const files: [string, Buffer, FileType[], string?][] = [
  ['a PDF', Buffer.from('%PDF-1.7\n'), ['pdf']],
  ['a PDF behind a byte-order mark', Buffer.from('\ufeff%PDF-1.7\n'), []],
  ['a PDF behind ten bytes', Buffer.from('0123456789%PDF-1.7\n\0'), []],
  ['a PDF behind blanks, all of it text', Buffer.from('\n\n  %PDF-1.7\n'), []],
  ['a PNG', png, ['png']],
  ['the signature of a PNG alone', png.subarray(0, 8), []],
  ['a PNG that ends inside IHDR', png.subarray(0, 32), []],
  ['a PNG whose first chunk is not IHDR', Buffer.concat([png.subarray(0, 12), Buffer.from('tEXt'), png.subarray(16)]), []],
  ['a JPEG', jpeg, ['jpg', 'jpeg']],
  ['a JPEG-LS', Buffer.from([0xff, 0xd8, 0xff, 0xf7, 0, 11]), []],
  ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), []],
  ['a GIF of printable bytes', Buffer.from('GIF89a1111 = 1;'), []],
  ['a Word document', buildOle([{ name: '1Table' }, { name: 'WordDocument', data: Buffer.alloc(32) }]), ['doc']],
  ['a workbook', buildOle([{ name: 'Workbook', data: biff([]) }]), ['xls']],
  ['an old workbook', buildOle([{ name: 'Book', data: biff([]) }]), ['xls']],
  [
    'a workbook with a document in it',
    buildOle([
      { name: 'MBD0001', kind: 'storage', children: [{ name: 'WordDocument' }] },
      { name: 'Workbook', data: biff([]) },
    ]),
    ['xls'],
  ],
  ['a file that claims to be both', buildOle([{ name: 'WordDocument' }, { name: 'Workbook' }]), []],
  ['a folder called WordDocument', buildOle([{ name: 'WordDocument', kind: 'storage' }]), []],
  ['a presentation', buildOle([{ name: 'PowerPoint Document' }]), []],
  ['an installer', buildOle([{ name: '\u4840\u3b3f\u43f2\u4438\u45b1' }]), []],
  ['a mail', buildOle([{ name: '__properties_version1.0' }]), []],
  ['an OLE file of nothing', buildOle([]), []],
  ['an OLE file whose directory is a circle', buildOle([{ name: 'WordDocument' }], { circle: true }), ['doc']],
  ['an OLE file whose tree is a circle', buildOle([{ name: 'WordDocument' }, { name: '1Table' }], { treeCircle: true }), ['doc']],
  ['an OLE file whose root is its own child', buildOle([{ name: 'WordDocument' }], { child: 0 }), []],
  ['a docx', office(), ['docx', 'zip']],
  ['an xlsx', office({ type: excel, part: 'xl/workbook.xml' }), ['xlsx', 'zip']],
  [
    'a docx with a list in UTF-16',
    office({ xml: utf16(`<Types><Override PartName="/word/document.xml" ContentType="${word}"/></Types>`) }),
    ['docx', 'zip'],
  ],
  [
    'a docx with single quotes and a prefix',
    office({ xml: `<t:Types><t:Override ContentType='${word}' PartName='/word/document.xml'/></t:Types>` }),
    ['docx', 'zip'],
  ],
  [
    'a docx with its main part typed by extension',
    office({ xml: `<Types><Default Extension="xml" ContentType="${word}"/></Types>` }),
    ['docx', 'zip'],
  ],
  ['a docm', office({ type: macroWord }), ['zip']],
  ['a docx with a macro part', office({ more: ['word/vbaProject.bin'] }), ['zip']],
  ['an xlsx with a macro sheet', office({ type: excel, part: 'xl/workbook.xml', more: ['xl/macrosheets/sheet1.xml'] }), ['zip']],
  ['a template', office({ type: word.replace('document.main', 'template.main') }), ['zip']],
  [
    'a presentation package',
    office({ type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml' }),
    ['zip'],
  ],
  [
    'a package that is docx and xlsx',
    office({
      xml: `<Types><Override PartName="/a.xml" ContentType="${word}"/><Override PartName="/b.xml" ContentType="${excel}"/></Types>`,
      part: 'a.xml',
      more: ['b.xml'],
    }),
    ['zip'],
  ],
  [
    'a package without its main part',
    office({ xml: `<Types><Override PartName="/word/other.xml" ContentType="${word}"/></Types>` }),
    ['zip'],
  ],
  [
    'a package whose part is typed twice',
    office({
      xml: `<Types><Override PartName="/word/document.xml" ContentType="${word}"/><Override PartName="/word/document.xml" ContentType="${excel}"/></Types>`,
    }),
    ['zip'],
  ],
  [
    'a list of types with an entity',
    office({ xml: `<!DOCTYPE x [<!ENTITY a "b">]><Types><Override PartName="/word/document.xml" ContentType="${word}"/></Types>` }),
    ['zip'],
  ],
  ['a list of types with an escaped letter', office({ type: macroWord.replace('E', '&#69;') }), ['zip']],
  [
    'a docx whose macro part has an escaped type',
    office({
      xml: `<Types><Override PartName="/word/document.xml" ContentType="${word}"/><Override PartName="/word/m.bin" ContentType="application/vnd.ms-office.vba&#80;roject"/></Types>`,
      more: ['word/m.bin'],
    }),
    ['zip'],
  ],
  ...hiddenMacros.map(([what, xml]): [string, Buffer, FileType[]] => [
    `a macro-enabled document ${what}`,
    office({ xml: `<Types>${xml}</Types>`, more: ['word/m.bin'] }),
    ['zip'],
  ]),
  [
    'a docx as LibreOffice and others write it',
    office({
      xml: `\ufeff<?xml version='1.0' encoding="UTF-8" standalone="yes"?>\r\n<ct:Types xmlns:ct="x">\n <ct:Default Extension = "xml" ContentType='application/xml'></ct:Default>\n<ct:Override\n\tContentType="${word}"  PartName="/word/document.xml" />\n</ct:Types>\n`,
    }),
    ['docx', 'zip'],
  ],
  ['a list of types that is no text', office({ xml: Buffer.from([0, 1, 2]) }), ['zip']],
  ['a ZIP', buildZip([{ name: 'a.txt', data: Buffer.from('a') }]), ['zip']],
  ['an empty ZIP', buildZip([]), ['zip']],
  ['a ZIP behind two bytes', Buffer.concat([Buffer.from('MZ'), buildZip([{ name: 'a' }])]), []],
  ['text', Buffer.from('Dear reader,\r\n\tthis is text.\f\n'), ['txt', 'csv']],
  ['text with umlauts', Buffer.from('Größe;Maß\n1;2\n'), ['txt', 'csv']],
  ['text with a byte-order mark', Buffer.from('\ufeffGröße\n'), ['txt', 'csv']],
  ['text in UTF-16', utf16('Größe 🎓\n'), ['txt', 'csv']],
  ['text in UTF-16, big end first', utf16('Größe 🎓\n', true), ['txt', 'csv']],
  ['text in Windows-1252', Buffer.from('Gr\xf6\xdfe \x80 5\n', 'latin1'), ['txt', 'csv']],
  ['UTF-16 without a mark', Buffer.from('text', 'utf16le'), []],
  ['UTF-16 of an odd length', Buffer.concat([utf16('text'), Buffer.from('x')]), []],
  ['UTF-16 with half a character', Buffer.concat([utf16('text'), Buffer.from([0x00, 0xd8])]), []],
  ['UTF-16 with a NUL', utf16('te\0xt'), []],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), []],
  ['broken UTF-8 behind a mark', Buffer.concat([Buffer.from('\ufeff'), Buffer.from([0xe4])]), []],
  ['bytes that Windows-1252 does not know', Buffer.from([0x61, 0x81]), []],
  ['text with a NUL', Buffer.from('te\0xt'), []],
  ['text with an escape', Buffer.from('te\x1bxt'), []],
  ['text with a DEL', Buffer.from('te\x7fxt'), []],
  ['HTML', Buffer.from('<!doctype html><p>'), []],
  ['HTML behind a mark and blanks', Buffer.from('\ufeff \r\n\t\u3000<HTML>'), []],
  ['HTML behind ten thousand wide blanks', Buffer.from(`${'\u3000'.repeat(10_000)}<script>`), []],
  ['HTML in UTF-16 behind many blanks', utf16(`${' '.repeat(5_000)}<body onload=x>`), []],
  ['HTML behind a blank of no width', Buffer.from('\u200b\u0085<html>'), []],
  ['SVG with a prefix that is no ASCII', Buffer.from('<š:svg xmlns:š="http://www.w3.org/2000/svg" onload="alert(1)"/>'), []],
  ['XML with a name that begins with a colon', Buffer.from('<:a >x</:a>'), []],
  ['a form of PDF data', Buffer.from('%FDF-1.2\n'), []],
  ['SVG', Buffer.from('<svg/onload=alert(1)>'), []],
  ['XML', Buffer.from('<?xml version="1.0"?><a/>'), []],
  ['XML without a declaration', Buffer.from('<note><to>x</to></note>'), []],
  ['a comment', Buffer.from('<!-- x -->'), []],
  ['PHP', Buffer.from('<?php phpinfo();'), []],
  ['a script', Buffer.from('\n#!/bin/sh\n'), []],
  ['RTF', Buffer.from('{\\rtf1 x}'), []],
  ['PostScript', Buffer.from('%!PS-Adobe-3.0\n'), []],
  ['PostScript without a version', Buffer.from('%!\nshowpage\n'), []],
  ['a Flash film of printable bytes', Buffer.from('CWSMIKI0hCD0Up0IZUnnnnnnnnnnnnnnnnnnnUU5nnnnnn3Snn7iiudIbEAt333swW0s'), []],
  ['an executable of printable bytes', Buffer.from('MZ this is text'), []],
  ['a mail address in brackets', Buffer.from('<jane@example.com> wrote:\n'), ['txt', 'csv']],
  ['a sum that begins with a bracket', Buffer.from('< 5 items\n'), ['txt', 'csv']],
  ['a table that begins with BM', Buffer.from('BMI,weight\n22,70\n'), ['txt', 'csv']],
  ['words that are signatures elsewhere', Buffer.from('The wide road, solid FORM of PARE'), ['txt', 'csv']],
  ['a calendar', Buffer.from('BEGIN:VCALENDAR\n'), ['txt', 'csv']],
  ['an ELF file', Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1'), []],
  ['a class file', Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52]), []],
  ['WebAssembly', Buffer.from('\0asm\x01\0\0\0', 'latin1'), []],
];

const unscannable: [string, Buffer, FileType[]][] = [
  ['an encrypted package', buildOle([{ name: 'EncryptionInfo' }, { name: 'EncryptedPackage' }]), ['doc', 'docx', 'xls', 'xlsx']],
  [
    'an encrypted Word document',
    buildOle([{ name: 'WordDocument', data: Buffer.from([0xec, 0xa5, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0, 1]) }]),
    ['doc', 'docx', 'xls', 'xlsx'],
  ],
  ['an encrypted workbook', buildOle([{ name: 'Workbook', data: biff([0x2f, 0, 2, 0, 1, 0]) }]), ['doc', 'docx', 'xls', 'xlsx']],
  [
    'a workbook encrypted behind many records',
    buildOle([
      {
        name: 'Workbook',
        data: biff([...Array.from({ length: 1_000 }, () => [0x5c, 0, 8, 0, ...Array(8).fill(32)]).flat(), 0x2f, 0, 0, 0]),
      },
    ]),
    ['doc', 'docx', 'xls', 'xlsx'],
  ],
  ...[0, 1].map((first): [string, Buffer, FileType[]] => {
    const pair = [
      { name: 'Book', data: biff([]) },
      { name: 'Workbook', data: biff([0x2f, 0, 2, 0, 1, 0]) },
    ];
    return [
      `an encrypted workbook ${first === 0 ? 'behind' : 'before'} an open one`,
      buildOle(first === 0 ? pair : pair.reverse()),
      ['doc', 'docx', 'xls', 'xlsx'],
    ];
  }),
  [
    'a document under two spellings of its name',
    buildOle([{ name: 'worddocument' }, { name: 'WordDocument', data: Buffer.from([0xec, 0xa5, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0, 1]) }]),
    ['doc', 'docx', 'xls', 'xlsx'],
  ],
  ['an OLE file cut short', buildOle([{ name: 'WordDocument' }]).subarray(0, 600), ['doc', 'docx', 'xls', 'xlsx']],
  ['an OLE file with an odd sector size', buildOle([{ name: 'WordDocument' }], { sectorShift: 31 }), ['doc', 'docx', 'xls', 'xlsx']],
  ['a ZIP without a directory', Buffer.from('PK\x03\x04 and no more'), ['docx', 'xlsx', 'zip']],
  ['a ZIP with data behind it', buildZip([{ name: 'a' }], { suffix: Buffer.from('x') }), ['docx', 'xlsx', 'zip']],
  [
    'a package with two lists of types',
    buildZip([{ name: '[Content_Types].xml' }, { name: '[content_types].XML' }]),
    ['docx', 'xlsx', 'zip'],
  ],
];

describe('the type of a file', () => {
  it.each(files)('that is %s follows its bytes under every name', async (_, bytes, fits) => {
    for (const type of fileTypes) {
      const outcome = await detectFileType(bytes, `x.${type.toUpperCase()}`, fileTypes);
      const expected = fits.includes(type)
        ? { kind: 'accepted', fileType: type, contentType: contentTypes[type] }
        : { kind: 'refused', code: 'attachment.type_mismatch', reason: expect.stringMatching(/\.$/) };
      expect([type, outcome]).toEqual([type, expected]);
    }
  });

  it.each(unscannable)('that is %s cannot be told where the bytes would have to be opened', async (_, bytes, names) => {
    for (const type of fileTypes) {
      const code = names.includes(type) ? 'attachment.unscannable' : 'attachment.type_mismatch';
      expect([type, await detectFileType(bytes, `x.${type}`, fileTypes)]).toMatchObject([type, { kind: 'refused', code }]);
    }
  });

  it('must be one of the types of the field, and jpg and jpeg are one', async () => {
    expect(await detectFileType(office(), 'x.docx', ['pdf', 'png'])).toEqual({
      kind: 'refused',
      code: 'attachment.type_not_allowed',
      reason: 'The ending of the file’s name is not accepted here; accepted are pdf, png.',
    });
    expect(await detectFileType(jpeg, 'x.jpg', ['jpeg'])).toMatchObject({ kind: 'accepted', fileType: 'jpg' });
    expect(await detectFileType(jpeg, 'x.jpeg', ['jpg'])).toMatchObject({ kind: 'accepted', fileType: 'jpeg' });
    for (const name of ['x.exe', 'x.pdf.exe', '.exe', 'x.pdf .x', 'x.']) {
      const code = name === 'x.' ? undefined : 'attachment.type_not_allowed';
      expect(await detectFileType(Buffer.from('%PDF-1.7'), name, fileTypes)).toMatchObject(
        code === undefined ? { fileType: 'pdf' } : { code },
      );
    }
  });

  it('is decided by the bytes alone where there is no extension, but for text', async () => {
    const outcome = async (bytes: Buffer, allowed: FileType[] = [...fileTypes]): Promise<string> => {
      const found = await detectFileType(bytes, undefined, allowed);
      return found.kind === 'accepted' ? found.fileType : found.code;
    };
    expect(await outcome(Buffer.from('%PDF-1.7'))).toBe('pdf');
    expect(await outcome(jpeg)).toBe('jpg');
    expect(await outcome(jpeg, ['jpeg'])).toBe('jpeg');
    expect(await outcome(office())).toBe('docx');
    expect(await outcome(office(), ['zip'])).toBe('attachment.type_not_allowed');
    expect(await outcome(office({ type: macroWord }))).toBe('attachment.type_not_allowed');
    expect(await outcome(buildZip([]))).toBe('zip');
    expect(await outcome(buildOle([{ name: 'Workbook' }]))).toBe('xls');
    expect(await outcome(Buffer.from('text'))).toBe('attachment.type_not_allowed');
    expect(await outcome(Buffer.alloc(0))).toBe('attachment.type_not_allowed');
    expect(await outcome(Buffer.from('%PDF-1.7'), ['png'])).toBe('attachment.type_not_allowed');
  });

  it('says what to do about a name without an ending where it may be text, and else what is accepted', async () => {
    const reasonOf = async (bytes: Buffer, allowed: FileType[]) => {
      const found = await detectFileType(bytes, 'notes', allowed);
      return found.kind === 'refused' ? found.reason : found.kind;
    };
    const named = 'The file’s name has no ending and its content does not tell its type. Name it with one of these endings: pdf, txt.';
    expect(await reasonOf(Buffer.from('text'), ['pdf', 'txt'])).toBe(named);
    expect(await reasonOf(jpeg, ['pdf', 'txt'])).toBe('The type of the file is not accepted here; accepted are pdf, txt.');
    expect(await reasonOf(Buffer.from('text'), ['pdf', 'png'])).toBe('The type of the file is not accepted here; accepted are pdf, png.');
    expect(await reasonOf(Buffer.from('%PDF-1.7'), ['pdf', 'txt'])).toBe('accepted');
  });

  it.each([
    ['of brackets', '<'],
    ['of brackets and blanks', `<${' '.repeat(80)}`],
    ['of brackets and letters', `<${'a'.repeat(70)}\n`],
    ['of attributes', ' ContentType='],
    ['of one element', '<Override PartName="a" ContentType="b" '],
    ['of good elements', '<Override PartName="a" ContentType="b"/>'],
    ['of blanks in an element', `<Override ${' '.repeat(5_000)}`],
  ])('is told at once, however the list of types is made: %s', { timeout: 15_000 }, async (_, piece) => {
    // In quadratic time, one of these took a minute and a half.
    const file = office({ xml: `<Types>${piece.repeat(Math.ceil(4_000_000 / piece.length))}>` });
    for (const name of ['x', 'x.docx', 'x.zip']) expect(await detectFileType(file, name, ['pdf'])).toMatchObject({ kind: 'refused' });
  });

  it('never repeats the name that was sent', async () => {
    const outcome = await detectFileType(Buffer.from('x'), 'secret-name.secretext', fileTypes);
    expect(JSON.stringify(outcome)).not.toMatch(/secret/);
  });

  it('is told without a copy of the file', async () => {
    const big = Buffer.alloc(64 * 1_048_576, 0x61);
    await detectFileType(Buffer.from('warm'), 'x.txt', ['txt']);
    const before = process.memoryUsage().arrayBuffers;
    expect(await detectFileType(big, 'x.txt', ['txt'])).toMatchObject({ kind: 'accepted' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_048_576);
  });

  it('is an answer and never an error, whatever is changed in a file', async () => {
    const seeds = [buildOle([{ name: 'WordDocument' }, { name: 'Macros', kind: 'storage' }]), office(), png];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(seeds.length - 1),
        fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...fileTypes, undefined),
        async (index, changes, type) => {
          const bytes = Buffer.from(seeds[index] ?? '');
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          const outcome = await detectFileType(bytes, type === undefined ? undefined : `x.${type}`, fileTypes);
          expect(['accepted', 'refused']).toContain(outcome.kind);
        },
      ),
      { seed: 20_261_121, numRuns: 3_000 },
    );
  });
});
