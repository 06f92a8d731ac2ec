import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../../contracts/problems.ts';
import { buildZip } from '../../attachments/build-zip.ts';
import { offerFileFields } from '../api/file-fields.ts';
import { readProblem } from '../api/read-problem.ts';
import { expectNotLogged, makeMarker } from '../api/server-log.ts';
import {
  type FileToSend,
  itemWith,
  openDirectOf,
  pdfOf,
  pdfOfSize,
  postForm,
  sendTo,
  startingForm,
  submitAll,
  uploadForm,
} from '../api/upload-form.ts';
import { startWatched, type WatchedDossier } from './open-watched.ts';

const hourly = { DOSSIER__ATTACHMENTS__SWEEP_INTERVAL_SECONDS: '3600', DOSSIER__RECONCILER__INTERVAL_SECONDS: '3600' };
const marker = makeMarker();
let own: WatchedDossier;

beforeAll(async () => {
  own = await startWatched(hourly);
  await offerFileFields(own.api);
});
afterAll(() => own.stop());

/** Nothing lies anywhere, and no record could ever be claimed. */
async function expectNothingKept(): Promise<void> {
  expect(own.objects()).toEqual([]);
  const alive = (await own.attachments()).filter(({ state }) => state !== 'deleted');
  expect(alive).toEqual([]);
}

const docx = buildZip([
  {
    name: '[Content_Types].xml',
    data: Buffer.from(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
  },
  { name: 'word/document.xml', data: Buffer.from('<?xml version="1.0"?><document/>') },
]);
const anything = { ...startingForm, field_name: 'anything' };

type Refusal = readonly [what: string, code: ProblemCode, file: FileToSend, sentence?: RegExp];

const refusals: readonly Refusal[] = [
  ['a true docx where pdf, png and jpg are allowed', 'attachment.type_not_allowed', { bytes: docx, name: 'letter.docx' }],
  ['a docx named pdf', 'attachment.type_mismatch', { bytes: docx, name: 'letter.pdf' }],
  ['HTML named pdf', 'attachment.type_mismatch', { bytes: Buffer.from('<html><script>1</script></html>'), name: 'letter.pdf' }],
  ['a PDF behind a byte-order mark', 'attachment.type_mismatch', { bytes: Buffer.concat([Buffer.from('\ufeff'), pdfOf('x')]) }],
  ['a PDF named png', 'attachment.type_mismatch', { bytes: pdfOf('x'), name: 'letter.png' }],
  ['an extension nobody knows', 'attachment.type_not_allowed', { bytes: pdfOf('x'), name: 'letter.exe' }, /ending.*pdf, png, jpg/],
  [
    'an SVG named txt',
    'attachment.type_mismatch',
    { bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), name: 'a.txt', parts: anything },
  ],
  ['a shell script named csv', 'attachment.type_mismatch', { bytes: Buffer.from('#!/bin/sh\necho\n'), name: 'a.csv', parts: anything }],
  [
    'a program named txt',
    'attachment.type_mismatch',
    { bytes: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]), name: 'a.txt', parts: anything },
  ],
  ['an empty file', 'attachment.empty', { bytes: Buffer.alloc(0) }],
  ['an empty file of a type that is not allowed', 'attachment.empty', { bytes: Buffer.alloc(0), name: 'a.exe' }],
  [
    'a byte too much for its field',
    'attachment.too_large',
    { bytes: pdfOfSize(1_001), parts: { ...startingForm, field_name: 'little' } },
    /1,000 bytes/,
  ],
  [
    'a byte too much, of a wrong type',
    'attachment.too_large',
    { bytes: Buffer.alloc(1_001, '<'), parts: { ...startingForm, field_name: 'little' } },
  ],
  [
    'a byte too much for an unknown field',
    'attachment.invalid',
    { bytes: pdfOfSize(1_001), parts: { ...startingForm, field_name: 'no_such' } },
  ],
  ['a field that takes text', 'attachment.invalid', { bytes: pdfOf('x'), parts: { ...startingForm, field_name: 'note' } }],
  ['a body of 4.5 MB and more', 'attachment.too_large_for_multipart', { bytes: pdfOfSize(4_500_000) }, /attachment\/direct/],
  [
    'a body of 8 MiB',
    'attachment.too_large_for_multipart',
    { bytes: pdfOfSize(8 * 1_048_576) },
    /if its field takes one.*attachment\/direct/,
  ],
  ['a body of 11 MB', 'attachment.too_large_for_multipart', { bytes: pdfOfSize(11_000_000) }, /attachment\/direct/],
  [
    'a ZIP with an encrypted entry',
    'attachment.unscannable',
    { bytes: buildZip([{ name: 'a.txt', data: Buffer.from('x'), flags: 1 }]), name: 'a.zip', parts: anything },
  ],
  [
    'a ZIP that climbs out',
    'attachment.unscannable',
    { bytes: buildZip([{ name: '../a.txt', data: Buffer.from('x') }]), name: 'a.zip', parts: anything },
  ],
  [
    'a ZIP with a link',
    'attachment.unscannable',
    { bytes: buildZip([{ name: 'a', data: Buffer.from('/etc/passwd'), unixMode: 0o120777 }]), name: 'a.zip', parts: anything },
  ],
  [
    'a ZIP bomb',
    'attachment.unscannable',
    { bytes: buildZip([{ name: 'a', data: Buffer.alloc(60_000_000) }]), name: 'a.zip', parts: anything },
  ],
  [
    'an encrypted PDF',
    'attachment.unscannable',
    { bytes: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Encrypt 1 0 R/Root 1 0 R>>\n%%EOF\n') },
  ],
];

describe('an upload that is refused', () => {
  const rows = refusals.map(([what, code, file, sentence]) => ({ what, code, file, sentence }));
  it.each(rows)('for $what says so, and nothing is kept', async ({ code, file, sentence }) => {
    const problem = readProblem(await postForm(own.api, { ...file, name: `${marker}-${file.name ?? 'letter.pdf'}` }), code);
    if (sentence !== undefined) expect(problem.detail).toMatch(sentence);
    await expectNothingKept();
  });

  it.each(['\u0000', '\r', '\n', '\r\nX-Evil: 1'])('for a name with %j in it is 400', async (character) => {
    const boundary = 'b0undary';
    const part = (head: string, body: Uint8Array | string) =>
      Buffer.concat([
        Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
        Buffer.from(body),
        Buffer.from('\r\n'),
      ]);
    const raw = Buffer.concat([
      part('name="policy_key"', startingForm.policy_key),
      part('name="field_name"', startingForm.field_name),
      part(`name="file"; filename="a${character}b.pdf"`, pdfOf('x')),
      Buffer.from(`--${boundary}--\r\n`),
    ]);
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    await own.api.problem('upload-attachment', 'attachment.unreadable', { raw: new Uint8Array(raw), headers });
    await expectNothingKept();
  });

  it.each(['\u0000', '\r', '\n'])('for a name with %j in it is 400 where a direct upload is opened', async (character) => {
    const body = { ...startingForm, file_name: `a${character}b.pdf`, size_bytes: 10 };
    await own.api.problem('open-direct-upload', 'attachment.unreadable', { body });
    await expectNothingKept();
  });

  it('by the direct route is refused by the same checks: when it is opened where that tells, else when it is completed', async () => {
    for (const [, code, { bytes, name = 'letter.pdf', parts = startingForm }] of refusals) {
      if (code === 'attachment.too_large_for_multipart') continue;
      const asked = { ...parts, file_name: `${marker}-${name}`, size_bytes: bytes.byteLength };
      if (['attachment.invalid', 'attachment.too_large', 'attachment.empty', 'attachment.type_not_allowed'].includes(code)) {
        await own.api.problem('open-direct-upload', code, { body: asked });
      } else {
        const { id, upload } = await openDirectOf(own.api, bytes.byteLength, asked);
        expect((await sendTo(upload, bytes)).status).toBe(204);
        await own.api.problem('complete-direct-upload', code, { params: { id } });
        await own.api.problem('complete-direct-upload', 'attachment.not_found', { params: { id } });
      }
      await expectNothingKept();
    }
  });
});

describe('while the store does not take anything', () => {
  let unblock = () => {};
  afterEach(() => {
    unblock();
    unblock = () => {};
  });

  it('an upload is 503 with Retry-After, and nothing is kept; afterwards it works again', async () => {
    unblock = own.blockStorage();
    const answer = await postForm(own.api, { bytes: pdfOf('not stored'), name: `${marker}.pdf` });
    readProblem(answer, 'attachment.storage_unavailable');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectNothingKept();
    unblock();
    unblock = () => {};
    const { id, token } = await uploadForm(own.api, { bytes: pdfOf('stored') });
    expect(own.objects()).toHaveLength(1);
    await own.api.ok('delete-attachment', { params: { id }, headers: { 'x-upload-token': token } });
    await expectNothingKept();
  });

  it('a completion is 503, and what it was for cannot be claimed', async () => {
    const bytes = pdfOf('in quarantine');
    const { id, upload } = await openDirectOf(own.api, bytes.byteLength);
    expect((await sendTo(upload, bytes)).status).toBe(204);
    unblock = own.blockStorage();
    const answer = await own.api.call('complete-direct-upload', { params: { id } });
    readProblem(answer, 'attachment.storage_unavailable');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await own.attachments()).filter(({ state }) => state === 'uploaded')).toEqual([]);
  });

  it('a withdrawal is 204 at once, and a request can be deleted', async () => {
    const { id, token } = await uploadForm(own.api, { bytes: pdfOf('taken back') });
    const { id: claimed } = await uploadForm(own.api, { bytes: pdfOf('claimed') });
    const [requestId = ''] = await submitAll(own.api, [itemWith([claimed])]);
    unblock = own.blockStorage();
    await own.api.ok('delete-attachment', { params: { id }, headers: { 'x-upload-token': token } });
    expect((await submitAll(own.api, [itemWith([id])]))[0]).toMatch(/upload it again/);
    await own.api.ok('delete-privacy-request', { params: { id: requestId } });
    await own.api.problem('get-privacy-request', 'privacy_request.not_found', { params: { id: requestId } });
  });
});

describe('the log', () => {
  it('holds no file name, no token, no mail', async () => {
    const { id, token } = await uploadForm(own.api, { bytes: pdfOf('logged'), name: `${marker}.pdf` });
    const mail = `${makeMarker()}@example.com`;
    await submitAll(own.api, [itemWith([id], { identity: { email: mail } })]);
    for (const secret of [marker, token, mail]) await expectNotLogged(own.api, secret);
    for (const secret of [marker, token, mail]) expect(own.dossier.lines.join('\n')).not.toContain(secret);
  });
});
