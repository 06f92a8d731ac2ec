import { describe, expect, it } from 'vitest';
import { agreesWithParser } from '../../lambdas/http/compare-multipart.ts';
import { type MultipartOutcome, readMultipart } from '../../lambdas/http/multipart-grammar.ts';
import { bodyOf, field, fields, file, type PartSpec, parseWithMiddy } from './multipart-bodies.ts';

const pdf = Buffer.from('%PDF-1.7\n\r\nbinary \xff\0\r\n--lim', 'latin1');
const type = 'multipart/form-data; boundary=limit';

const read = (parts: readonly PartSpec[], contentType = type, boundary = 'limit', ending = '\r\n'): MultipartOutcome =>
  readMultipart(contentType, bodyOf(parts, boundary, ending));

/** Reads an upload that must be accepted, and holds the parser to the same reading. */
async function accepted(contentType: string, body: Buffer): Promise<{ bytes: Buffer; fileName: string | undefined; fields: object }> {
  const outcome = readMultipart(contentType, body);
  if (outcome.kind === 'refused') throw new Error(outcome.detail);
  const { upload } = outcome;
  expect(agreesWithParser(upload, body, await parseWithMiddy(upload.contentType, body))).toBe(true);
  return { bytes: body.subarray(upload.file.start, upload.file.end), fileName: upload.file.fileName, fields: upload.fields };
}

describe('an upload by the grammar', () => {
  it('gives the file, its name and the fields, in whatever order they come', async () => {
    const parts = [...fields, field('property_id', 'FDS-A1B2C3'), file(pdf)];
    for (const order of [parts, parts.toReversed()]) {
      const upload = await accepted(type, bodyOf(order));
      expect(upload.bytes.equals(pdf)).toBe(true);
      expect(upload).toMatchObject({
        fileName: 'a.pdf',
        fields: { policy_key: 'default_access_policy', field_name: 'supporting_documents', property_id: 'FDS-A1B2C3' },
      });
    }
  });

  it.each([
    ['; filename="a b;c.pdf"', 'a b;c.pdf'],
    ['; filename=a.pdf', 'a.pdf'],
    ['; FileName="a.pdf"', 'a.pdf'],
    ['; filename="C:\\x\\y.pdf"', 'C:\\x\\y.pdf'],
    ['; filename="a\\"b\\\\c.pdf"', 'a"b\\c.pdf'],
    ['; filename="Größe 🎓.pdf"', 'Größe 🎓.pdf'],
    ['; filename="a%22%0A.pdf"', 'a%22%0A.pdf'],
    ['; filename="Größe.pdf"; filename*=UTF-8\'\'Gr%C3%B6%C3%9Fe.pdf', 'Größe.pdf'],
    ['; filename*=utf-8\'de\'a.pdf; filename="a.pdf"', 'a.pdf'],
    ['; filename="../../etc/passwd.pdf"', '../../etc/passwd.pdf'],
    ['; filename=""', ''],
    ['', undefined],
  ])('keeps the file name of %j as it was sent', async (disposition, fileName) => {
    expect((await accepted(type, bodyOf([...fields, file(pdf, disposition)]))).fileName).toBe(fileName);
  });

  it.each([
    ['limit', 'multipart/form-data; boundary=limit'],
    ['limit', 'Multipart/Form-Data;boundary="limit"; charset=utf-8'],
    ['a b:c/d=e?f(g),h', 'multipart/form-data; boundary="a b:c/d=e?f(g),h"'],
    ['x'.repeat(70), `multipart/form-data; boundary="${'x'.repeat(70)}"`],
    ["'", "multipart/form-data; boundary='"],
  ])('may have the boundary %j in %j', async (boundary, contentType) => {
    expect((await accepted(contentType, bodyOf([...fields, file(pdf)], boundary))).bytes.equals(pdf)).toBe(true);
  });

  it('may have harmless headers, an empty file, and no line break at its end', async () => {
    const headers = ['content-type: text/html; charset=koi8-r', 'Content-Transfer-Encoding: Binary', 'X-Other: 1', 'Content-Length: 5'];
    const plain: PartSpec = {
      headers: ['Content-Disposition:form-data ;name=field_name', 'Content-Type: text/plain; charset=UTF-8'],
      data: Buffer.from('x'),
    };
    const body = bodyOf([field('policy_key', 'Größe'), plain, file('', '; filename="a.pdf"', headers)], 'limit', '');
    expect(await accepted(type, body)).toMatchObject({ bytes: Buffer.alloc(0), fields: { policy_key: 'Größe', field_name: 'x' } });
  });
});

describe('an upload against the grammar', () => {
  const good = file(pdf);
  const whole = bodyOf([...fields, good]);
  const raw = (text: string): Buffer => Buffer.from(text, 'latin1');
  const cases: [string, string, Buffer][] = [
    ['no boundary', 'multipart/form-data', whole],
    ['an empty boundary', 'multipart/form-data; boundary=', whole],
    ['an empty quoted boundary', 'multipart/form-data; boundary=""', whole],
    ['a boundary of 71 characters', `multipart/form-data; boundary=${'x'.repeat(71)}`, bodyOf([...fields, good], 'x'.repeat(71))],
    ['a boundary that ends in a blank', 'multipart/form-data; boundary="limit "', bodyOf([...fields, good], 'limit ')],
    ['a boundary with an illegal character', 'multipart/form-data; boundary="li*it"', bodyOf([...fields, good], 'li*it')],
    ['two boundaries', 'multipart/form-data; boundary=limit; boundary=limit', whole],
    ['two content types in one', 'multipart/form-data; boundary=limit, multipart/form-data; boundary=other', whole],
    ['an unknown parameter', 'multipart/form-data; boundary=limit; x=y', whole],
    ['an endless content type', `multipart/form-data; boundary=limit; charset=${'x'.repeat(100_000)}`, whole],
    ['an empty body', type, Buffer.alloc(0)],
    ['a closing boundary alone', type, raw('--limit--\r\n')],
    ['a line break in front', type, Buffer.concat([raw('\r\n'), whole])],
    ['a preamble', type, Buffer.concat([raw('preamble\r\n'), whole])],
    ['an epilogue', type, Buffer.concat([whole, raw('epilogue')])],
    ['two line breaks at the end', type, Buffer.concat([whole, raw('\r\n')])],
    ['no closing boundary', type, whole.subarray(0, -4)],
    ['half a closing boundary', type, whole.subarray(0, -3)],
    ['blanks behind a boundary', type, raw(whole.toString('latin1').replaceAll('--limit\r\n', '--limit \r\n'))],
    ['a boundary that goes on', type, raw(whole.toString('latin1').replace('\r\n--limit--', '\r\n--limited\r\n--limit--'))],
    ['line feeds alone', type, raw(whole.toString('latin1').replaceAll('\r\n', '\n'))],
    ['line feeds between headers', type, bodyOf([...fields, file(pdf, '; filename="a.pdf"\nX-Other: 1')])],
    ['a part twice', type, bodyOf([...fields, good, good])],
    ['a field twice', type, bodyOf([...fields, field('policy_key', 'other'), good])],
    ['two unknown parts of one name', type, bodyOf([...fields, field('x', '1'), field('x', '2'), good])],
    ['nine parts', type, bodyOf([...fields, good, ...Array.from({ length: 6 }, (_, index) => field(`f${index}`, ''))])],
    ['no disposition', type, bodyOf([...fields, { headers: ['X-Other: 1'], data: pdf }])],
    ['two dispositions', type, bodyOf([...fields, file(pdf, '; filename="a.pdf"', ['content-disposition: form-data; name="file"'])])],
    ['a disposition of another kind', type, bodyOf([...fields, { headers: ['Content-Disposition: attachment; name="file"'], data: pdf }])],
    ['no name', type, bodyOf([...fields, { headers: ['Content-Disposition: form-data; filename="a.pdf"'], data: pdf }])],
    ['an empty name', type, bodyOf([...fields, field('', 'x'), good])],
    ['two names', type, bodyOf([...fields, file(pdf, '; name="file"')])],
    ['two file names', type, bodyOf([...fields, file(pdf, '; filename="a.pdf"; filename="b.exe"')])],
    ['a second file name that differs', type, bodyOf([...fields, file(pdf, '; filename="a.pdf"; filename*=UTF-8\'\'b.exe')])],
    ['a second file name alone', type, bodyOf([...fields, file(pdf, "; filename*=UTF-8''a.pdf")])],
    ['a second file name in another charset', type, bodyOf([...fields, file(pdf, '; filename="a.pdf"; filename*=ISO-8859-1\'\'a.pdf')])],
    ['a second file name in broken UTF-8', type, bodyOf([...fields, file(pdf, '; filename="a.pdf"; filename*=UTF-8\'\'a%FF.pdf')])],
    ['a file name that does not end', type, bodyOf([...fields, file(pdf, '; filename="a.pdf')])],
    ['a file name that ends in a backslash', type, bodyOf([...fields, file(pdf, '; filename="a.pdf\\"')])],
    ['an unknown parameter of a part', type, bodyOf([...fields, file(pdf, '; filename="a.pdf"; size=1')])],
    [
      'a field with a file name',
      type,
      bodyOf([
        { ...field('policy_key', 'x'), headers: ['Content-Disposition: form-data; name="policy_key"; filename="x"'] },
        ...fields.slice(1),
        good,
      ]),
    ],
    ['a NUL in a file name', type, bodyOf([...fields, file(pdf, '; filename="a\0.pdf"')])],
    ['a CR in a file name', type, bodyOf([...fields, file(pdf, '; filename="a\r.pdf"')])],
    ['an LF in a file name', type, bodyOf([...fields, file(pdf, '; filename="a\n.pdf"')])],
    ['a CR and LF in a file name', type, bodyOf([...fields, file(pdf, '; filename="a\r\n.pdf"')])],
    [
      'a file name that is not UTF-8',
      type,
      Buffer.from(bodyOf([...fields, file(pdf, '; filename="a@.pdf"')]).map((byte) => (byte === 0x40 ? 0xff : byte))),
    ],
    ['a field that is not UTF-8', type, bodyOf([{ ...field('policy_key', ''), data: Buffer.from([0xff]) }, ...fields.slice(1), good])],
    [
      'a field in another charset',
      type,
      bodyOf([
        { headers: [...(fields[0]?.headers ?? []), 'Content-Type: text/plain; charset=utf-16le'], data: Buffer.from('xx') },
        ...fields.slice(1),
        good,
      ]),
    ],
    [
      'a field that is a stream of bytes',
      type,
      bodyOf([
        { headers: [...(fields[0]?.headers ?? []), 'Content-Type: application/octet-stream'], data: Buffer.from('x') },
        ...fields.slice(1),
        good,
      ]),
    ],
    ['base64', type, bodyOf([...fields, file('JVBERi0xLjc=', '; filename="a.pdf"', ['Content-Transfer-Encoding: base64'])])],
    ['quoted-printable', type, bodyOf([...fields, file(pdf, '; filename="a.pdf"', ['Content-Transfer-Encoding: quoted-printable'])])],
    [
      'two transfer encodings',
      type,
      bodyOf([...fields, file(pdf, '; filename="a.pdf"', ['Content-Transfer-Encoding: binary', 'Content-Transfer-Encoding: base64'])]),
    ],
    ['a nested multipart', type, bodyOf([...fields, file(pdf, '; filename="a.pdf"', ['Content-Type: multipart/mixed; boundary=x'])])],
    ['a header that goes on', type, bodyOf([...fields, file(pdf, ';\r\n filename="a.pdf"')])],
    ['a header that begins with a tab', type, bodyOf([...fields, { headers: ['\tX: 1', ...good.headers], data: pdf }])],
    ['a header without a colon', type, bodyOf([...fields, file(pdf, '', ['nothing'])])],
    ['a blank before the colon', type, bodyOf([...fields, file(pdf, '', ['X-Other : 1'])])],
    ['a header of 100 kB', type, bodyOf([...fields, file(pdf, '', [`X-Other: ${'x'.repeat(100_000)}`])])],
    [
      '5,000 headers',
      type,
      bodyOf([
        ...fields,
        file(
          pdf,
          '',
          Array.from({ length: 5_000 }, (_, index) => `X-${index}: 1`),
        ),
      ]),
    ],
    ['a part without headers', type, raw('--limit\r\n\r\nx\r\n--limit--')],
    ['a part that ends inside its headers', type, raw('--limit\r\nContent-Disposition: form-data; name="file"\r\n--limit--\r\n')],
    ['a part that ends right after its headers', type, raw('--limit\r\nContent-Disposition: form-data; name="file"\r\n\r\n--limit--\r\n')],
    ['two boundaries in a row', type, raw('--limit\r\n--limit--\r\n')],
    ['20,000 empty parts', type, raw(`${'--limit\r\n\r\n\r\n'.repeat(20_000)}--limit--`)],
    ['100,000 fields of one byte', type, bodyOf(Array.from({ length: 100_000 }, (_, index) => field(`f${index}`, 'x')))],
  ];

  it.each(cases)('is refused for %s', (_, contentType, body) => {
    expect(readMultipart(contentType, body)).toEqual({
      kind: 'refused',
      code: 'attachment.unreadable',
      detail: expect.stringMatching(/^[A-Z].*\.$/),
      errors: [],
    });
  });

  it.each([
    undefined,
    '',
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/mixed; boundary=limit',
    'text/plain; x=multipart/form-data',
  ])('is of the wrong media type as %j', (contentType) => {
    expect(readMultipart(contentType, whole)).toMatchObject({ code: 'request.unsupported_media_type' });
  });

  it('is not valid where parts are missing, unknown or too long, and names what is wrong', () => {
    expect(read([field('field_name', 'x')])).toEqual({
      kind: 'refused',
      code: 'attachment.invalid',
      detail: 'The parts of the upload are not the expected ones.',
      errors: [
        { loc: ['body', 'file'], msg: 'This part is missing.', type: 'missing' },
        { loc: ['body', 'policy_key'], msg: 'This part is missing.', type: 'missing' },
      ],
    });
    expect(read([field('policy_key', 'x'.repeat(1_001)), ...fields.slice(1), good])).toMatchObject({
      code: 'attachment.invalid',
      errors: [{ loc: ['body', 'policy_key'], type: 'too_long' }],
    });
    const unknown = read([...fields, good, field('secret', 'secret')]);
    expect(unknown).toMatchObject({ code: 'attachment.invalid', errors: [{ loc: ['body'], type: 'unknown_key' }] });
    expect(JSON.stringify(unknown)).not.toMatch(/secret/);
  });

  it.each(['__proto__', 'constructor', 'toString', 'file[]', 'FILE'])('knows no part called %j, and takes no harm', (name) => {
    expect(read([...fields, good, field(name, '{"polluted":true}')])).toMatchObject({ code: 'attachment.invalid' });
    expect('polluted' in {}).toBe(false);
  });

  it('is read in linear time: a body of boundaries and line breaks without an end costs no more than its bytes', () => {
    const head = '--limit\r\nContent-Disposition: form-data; name="file"\r\n\r\n';
    const body = Buffer.from(head + '\r\n--limi'.repeat(600_000));
    const started = performance.now();
    expect(readMultipart(type, body)).toMatchObject({ code: 'attachment.unreadable' });
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('a parser that reads anything else', () => {
  it('is found out', async () => {
    const body = bodyOf([...fields, file(pdf)]);
    const outcome = readMultipart(type, body);
    const parsed = await parseWithMiddy(type, body);
    if (outcome.kind === 'refused' || typeof parsed !== 'object' || parsed === null) throw new Error('The upload must be accepted.');
    const content = Buffer.from(pdf);
    content[0] = 0;
    for (const other of [
      undefined,
      { ...parsed, file: undefined },
      { ...parsed, file: { filename: 'a.pdf', content } },
      { ...parsed, file: { filename: 'b.pdf', content: pdf } },
      { ...parsed, file: [{ filename: 'a.pdf', content: pdf }] },
      { ...parsed, policy_key: 'other' },
      { ...parsed, more: 'x' },
      { file: { filename: 'a.pdf', content: pdf } },
    ]) {
      expect(agreesWithParser(outcome.upload, body, other)).toBe(false);
    }
    expect(agreesWithParser(outcome.upload, body, parsed)).toBe(true);
  });
});
