import { describe, expect, it } from 'vitest';
import { fileTypes } from '../../contracts/schemas/intake.ts';
import { checkContent } from '../../core/attachments/check-content.ts';
import { inspectPdf } from '../../core/attachments/inspect-pdf.ts';
import { buildOle } from './build-ole.ts';
import { buildZip } from './build-zip.ts';

const check = (bytes: Buffer, fileName: string | undefined): ReturnType<typeof checkContent> =>
  checkContent({ bytes, fileName, allowed: fileTypes });

const body = '1 0 obj\n<< /Type /Catalog >>\nendobj\n';
const pdf = (trailer: string, before = body): Buffer =>
  Buffer.from(`%PDF-1.7\n${before}xref\n0 1\n${trailer}\nstartxref\n${9 + before.length}\n%%EOF\n`);

describe('the content of a file', () => {
  it('is accepted with its type, the canonical MIME type and the name to show', async () => {
    expect(await check(pdf('trailer << /Size 1 >>'), 'C:\\x\\Brief.PDF')).toEqual({
      kind: 'accepted',
      fileType: 'pdf',
      contentType: 'application/pdf',
      displayName: 'Brief.PDF',
      flags: [],
    });
    expect(await check(Buffer.from('%PDF-1.7'), undefined)).toMatchObject({ displayName: 'attachment.pdf' });
    expect(await check(Buffer.from('%PDF-1.7'), '"".')).toMatchObject({ displayName: 'attachment.pdf' });
  });

  it('fails with the first check that it fails, in the order of the contract', async () => {
    const link = buildZip([{ name: 'link', data: Buffer.from('x'), unixMode: 0o120777 }]);
    expect(await check(Buffer.alloc(0), 'a\0.exe')).toMatchObject({ code: 'attachment.unreadable' });
    expect(await check(Buffer.alloc(0), 'a.exe')).toMatchObject({ code: 'attachment.empty' });
    expect(await check(link, 'a.exe')).toMatchObject({ code: 'attachment.type_not_allowed' });
    expect(await check(link, 'a.pdf')).toMatchObject({ code: 'attachment.type_mismatch' });
    expect(await check(link, 'a.zip')).toMatchObject({ code: 'attachment.unscannable', reason: 'The archive holds a link or a device.' });
  });

  it('of an old document is accepted with its macros named', async () => {
    const macros = buildOle([{ name: 'WordDocument' }, { name: 'Macros', kind: 'storage' }]);
    expect(await check(macros, 'a.doc')).toMatchObject({ kind: 'accepted', flags: ['macros'] });
    expect(await check(buildOle([{ name: 'WordDocument' }]), 'a.doc')).toMatchObject({ kind: 'accepted', flags: [] });
  });
});

describe('a PDF', () => {
  const reference = '/Encrypt 5 0 R';
  it.each([
    ['in its trailer', pdf(`trailer\n<< /Size 1 ${reference} >>`)],
    ['in its trailer, spelled with a number', pdf('trailer\n<< /#45ncrypt 5 0 R >>')],
    ['in its trailer, every letter spelled with a number', pdf('trailer\n<< /#45#6e#63#72#79#70#74 5 0 R >>')],
    ['in its trailer, in place', pdf('trailer<</Encrypt<</Filter/Standard>>>>')],
    ['in its trailer, behind a NUL', pdf('trailer\n<< /Encrypt\x005 0 R >>')],
    ['in its trailer, behind a comment', pdf('trailer\n<< /Encrypt%x\n5 0 R >>')],
    ['in its trailer, behind a text with a percent sign', pdf('trailer\n<< /Title (50%) /Encrypt%x\n5 0 R >>')],
    ['in its trailer, behind a comment that names it', pdf('trailer\n<< /Encrypt % /Encrypt it\n5 0 R >>')],
    ['in its trailer, behind a comment longer than what is looked at', pdf(`trailer\n<< /Encrypt %${'x'.repeat(5000)}\n5 0 R >>`)],
    ['in its trailer, behind many blanks', pdf(`trailer\n<< /Encrypt${' '.repeat(70)}5\0 0 R >>`)],
    ['in an earlier trailer', pdf('trailer << >>', `${body}xref\ntrailer << ${reference} >>\nstartxref\n1\n%%EOF\n`)],
    ['in a cross-reference stream', pdf('', `${body}9 0 obj\n<< /Type /XRef ${reference} /W [1 2 1] >>\nstream\nendstream\n`)],
    ['in a cross-reference stream, before its type', pdf('', `9 0 obj\n<< ${reference} /Type /XRef >>\nstream\nendstream\n`)],
    [
      'where the last line points, with its type disguised',
      Buffer.from(`%PDF-1.7\n9 0 obj << /Type /XRe#66 ${reference} >> stream\nendstream\nstartxref\n9\n%%EOF`),
    ],
  ])('that is encrypted %s is unscannable', async (_, bytes) => {
    expect(await check(bytes, 'a.pdf')).toEqual({
      kind: 'refused',
      code: 'attachment.unscannable',
      reason: 'The PDF is encrypted and cannot be checked.',
    });
  });

  it.each([
    ['of more than is looked at', ' '.repeat(70_000)],
    ['of 5,000 blanks', ' '.repeat(5_000)],
    ['that is a comment of 20,000 letters', `%${'a'.repeat(20_000)}\n`],
    ['that ends the dictionary in a comment', '% >> startxref\n'],
    ['that is a text of 9,000 letters', `/Title (${'a'.repeat(9_000)}) `],
  ])('that is encrypted behind a gap %s is unscannable too', async (_, gap) => {
    for (const name of ['/Encrypt', '/E#6ecrypt']) {
      for (const bytes of [pdf(`trailer\n<< ${gap}${name} 5 0 R >>`), pdf(`trailer\n<< ${name}${gap.replace('/Title ', '%')}\n5 0 R >>`)])
        expect(await check(bytes, 'a.pdf')).toMatchObject({ code: 'attachment.unscannable' });
    }
  });

  it('that only mentions encryption is not encrypted; where it prints the entry whole, the answer is the careful one', () => {
    const writing = (text: string) => inspectPdf(pdf('trailer << /Size 1 >>', `${body}(${text})\n`)).encrypted;
    for (const text of [
      'The /Encrypt entry',
      '/Encryption 5 0 R',
      '/Encrypt#20 5 0 R',
      '/Encrypt null',
      '/ Encrypt 5 0 R',
      '/encrypt 5 0 R',
    ])
      expect([text, writing(text)]).toEqual([text, false]);
    expect(writing('/EncryptMetadata 1 '.repeat(200_000))).toBe(false);
    expect(writing('The /Encrypt 5 0 R entry')).toBe(true);
  });

  it('with more names of that kind than anyone saves is taken for encrypted rather than read for ever', () => {
    expect(inspectPdf(Buffer.from(`%PDF-1.7\n${'/Encrypt (x) '.repeat(900)}`)).encrypted).toBe(false);
    expect(inspectPdf(Buffer.from(`%PDF-1.7\n${'/Encrypt (x) '.repeat(200_000)}`)).encrypted).toBe(true);
  });

  it('is looked at to its end, however many names it holds', () => {
    const names = Buffer.from(`%PDF-1.7\n${'/E/#45/Encryp'.repeat(300_000)} `);
    expect(inspectPdf(names).encrypted).toBe(false);
    expect(inspectPdf(Buffer.concat([names, Buffer.from('/#45ncrypt 1 0 R /Launch ')]))).toEqual({
      encrypted: true,
      activities: ['launch'],
    });
  });

  it('full of names that only begin like an action is taken for active rather than read for ever', () => {
    expect(inspectPdf(Buffer.from(`%PDF-1.7\n${'/Launcher '.repeat(200_000)}`)).activities).toEqual(['launch']);
  });

  it('that acts when it is opened is accepted, and said to', async () => {
    const active = pdf('trailer << >>', '<< /OpenAction 3 0 R /S /JavaScript /JS (x) >> << /S /Launch >> << /EmbeddedFiles 4 0 R >>\n');
    expect(await check(active, 'a.pdf')).toMatchObject({
      kind: 'accepted',
      flags: ['javascript', 'launch', 'embedded_file', 'open_action'],
    });
    expect(await check(pdf('trailer << /JavaScripts 1 /Launcher 2 >>'), 'a.pdf')).toMatchObject({ flags: [] });
  });
});
