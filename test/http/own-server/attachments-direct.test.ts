import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offerFileFields } from '../api/file-fields.ts';
import { download, itemWith, openDirectOf, pdfOf, pdfOfSize, sendTo, startingForm, submitAll, uploadForm } from '../api/upload-form.ts';
import { startWatched, type WatchedDossier } from './open-watched.ts';

const eightMiB = 8 * 1_048_576;
const anything = { field_name: 'anything' };
const again = /upload it again/;
let own: WatchedDossier;

beforeAll(async () => {
  own = await startWatched({ DOSSIER__ATTACHMENTS__SWEEP_INTERVAL_SECONDS: '3600' });
  await offerFileFields(own.api);
});
afterAll(() => own.stop());

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const complete = (id: string) => own.api.call('complete-direct-upload', { params: { id } });
const anythingOf = (id: string) => ({ custom_privacy_request_fields: { anything: { value: [id] } } });

async function downloaded(requestId: string, id: string): Promise<string> {
  const file = await download(own.api, requestId, id);
  expect(file.status).toBe(200);
  return digest(Buffer.from(await file.arrayBuffer()));
}

describe('a direct upload', () => {
  it('takes 8 MiB from the form to the reviewer, byte for byte', async () => {
    const bytes = pdfOfSize(eightMiB);
    const { id, upload } = await openDirectOf(own.api, bytes.byteLength, anything);
    const expiresIn = Date.parse(upload.expires_at) - Date.now();
    expect(expiresIn).toBeGreaterThan(270_000);
    expect(expiresIn).toBeLessThanOrEqual(300_000);
    expect((await sendTo(upload, bytes)).status).toBe(204);
    await own.api.ok('complete-direct-upload', { params: { id } });
    const [requestId = ''] = await submitAll(own.api, [itemWith([], anythingOf(id))]);
    expect(await downloaded(requestId, id)).toBe(digest(bytes));
    expect(own.objects().filter((key) => key.includes('quarantine'))).toEqual([]);
  });

  it('cannot be claimed before it is completed, and a claim leaves it completable', async () => {
    const bytes = pdfOf('not yet');
    const { id, upload } = await openDirectOf(own.api, bytes.byteLength);
    expect((await submitAll(own.api, [itemWith([id])]))[0]).toMatch(/not been completed/);
    await own.api.problem('complete-direct-upload', 'attachment.not_uploaded', { params: { id } });
    expect((await sendTo(upload, bytes)).status).toBe(204);
    expect((await submitAll(own.api, [itemWith([id])]))[0]).toMatch(/not been completed/);
    await own.api.ok('complete-direct-upload', { params: { id } });
    expect((await submitAll(own.api, [itemWith([id])]))[0]).toMatch(/^pri_/);
  });

  it('is completed again with the same answer, before and after it is claimed, and by two at once', async () => {
    const bytes = pdfOf('twice');
    const { id, upload } = await openDirectOf(own.api, bytes.byteLength);
    await sendTo(upload, bytes);
    const answers = await Promise.all([complete(id), complete(id), complete(id)]);
    expect(answers.map(({ status, text }) => ({ status, text }))).toEqual(
      answers.map(() => ({ status: 200, text: JSON.stringify({ id }) })),
    );
    expect((await complete(id)).text).toBe(JSON.stringify({ id }));
    const [requestId = ''] = await submitAll(own.api, [itemWith([id])]);
    expect((await complete(id)).text).toBe(JSON.stringify({ id }));
    expect(await downloaded(requestId, id)).toBe(digest(bytes));
  });

  it('is not changed by its form sent again, before or after it is claimed', async () => {
    const [bytes, other] = [pdfOf('the first'), pdfOf('the other')];
    expect(other.byteLength).toBe(bytes.byteLength);
    const { id, upload } = await openDirectOf(own.api, bytes.byteLength);
    await sendTo(upload, bytes);
    await own.api.ok('complete-direct-upload', { params: { id } });
    expect((await sendTo(upload, other)).status).toBe(204);
    await own.api.ok('complete-direct-upload', { params: { id } });
    const [requestId = ''] = await submitAll(own.api, [itemWith([id])]);
    expect(requestId).toMatch(/^pri_/);
    expect((await sendTo(upload, other)).status).toBe(204);
    expect(await downloaded(requestId, id)).toBe(digest(bytes));
  });

  it('stores what was checked, also where its form is sent again while it is completed', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [bytes, other] = [pdfOf(`first ${round}`), Buffer.alloc(pdfOf(`first ${round}`).byteLength, '<html>')];
      const { id, upload } = await openDirectOf(own.api, bytes.byteLength);
      await sendTo(upload, bytes);
      const [answer] = await Promise.all([complete(id), sendTo(upload, other)]);
      // The other file is no PDF: either the first was read and stored, or the other was read and refused.
      if (answer.status !== 200) {
        expect(answer.text).toContain('attachment.type_mismatch');
        expect((await submitAll(own.api, [itemWith([id])]))[0]).toMatch(again);
        continue;
      }
      const [requestId = ''] = await submitAll(own.api, [itemWith([id])]);
      expect(await downloaded(requestId, id)).toBe(digest(bytes));
    }
  });

  it.each([
    ['a byte more', 1, 400, 'EntityTooLarge'],
    ['a byte less', -1, 400, 'EntityTooSmall'],
  ])('is refused by the store for %s than announced', async (_, difference, status, code) => {
    const bytes = pdfOf('announced');
    const { id, upload } = await openDirectOf(own.api, bytes.byteLength - difference);
    const refused = await sendTo(upload, bytes);
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(code);
    await own.api.problem('complete-direct-upload', 'attachment.not_uploaded', { params: { id } });
  });

  it('is refused by the store with any field of its form altered, added or left out', async () => {
    const bytes = pdfOf('altered');
    const { id, upload } = await openDirectOf(own.api, bytes.byteLength);
    // The bucket is the one of the address; the policy is checked against that.
    for (const name of Object.keys(upload.fields).filter((field) => field !== 'bucket')) {
      const altered = await sendTo(upload, bytes, { [name]: `${upload.fields[name]}x` });
      expect(altered.status, name).toBe(403);
    }
    expect((await sendTo(upload, bytes, { 'x-amz-meta-note': 'x' })).status).toBe(403);
    expect((await sendTo(upload, bytes, { tagging: '<Tagging/>' })).status).toBe(403);
    const policy = JSON.parse(Buffer.from(upload.fields.Policy ?? '', 'base64').toString('utf8'));
    const later = Buffer.from(JSON.stringify({ ...policy, expiration: '2099-01-01T00:00:00.000Z' })).toString('base64');
    expect((await sendTo(upload, bytes, { Policy: later })).status).toBe(403);
    await own.api.problem('complete-direct-upload', 'attachment.not_uploaded', { params: { id } });
  });

  it('that was taken back is gone, from quarantine too', async () => {
    const bytes = pdfOf('taken back');
    const { id, upload, token } = await openDirectOf(own.api, bytes.byteLength);
    await sendTo(upload, bytes);
    expect(own.objects().some((key) => key.includes(id))).toBe(true);
    await own.api.problem('delete-attachment', 'attachment.not_found', { params: { id } });
    await own.api.ok('delete-attachment', { params: { id }, headers: { 'x-upload-token': token } });
    expect(own.objects().filter((key) => key.includes(id))).toEqual([]);
    await own.api.problem('complete-direct-upload', 'attachment.not_found', { params: { id } });
  });

  it('cannot be completed where there is none, or where the file came by a form', async () => {
    await own.api.problem('complete-direct-upload', 'attachment.not_found', { params: { id: 'att_unknown' } });
    const { id } = await uploadForm(own.api, { bytes: pdfOf('by a form') });
    expect((await complete(id)).text).toBe(JSON.stringify({ id }));
  });

  it.each([
    ['no size', { size_bytes: undefined }],
    ['a negative size', { size_bytes: -1 }],
    ['half a byte', { size_bytes: 0.5 }],
    ['no name', { file_name: undefined }],
    ['something unknown', { note: 'x' }],
  ])('is 422 for %s', async (_, more) => {
    await own.api.problem('open-direct-upload', 'request.invalid', {
      body: { ...startingForm, file_name: 'a.pdf', size_bytes: 10, ...more },
    });
  });

  it('is held to 100 MiB whatever the field says', async () => {
    const { properties } = await own.api.ok('get-intake-config');
    const grown = JSON.parse(JSON.stringify({ properties }).replaceAll('20971520', '1073741824'));
    await own.api.ok('replace-intake-config', { body: grown });
    const body = { ...startingForm, ...anything, file_name: 'a.pdf' };
    const { detail } = await own.api.problem('open-direct-upload', 'attachment.too_large', { body: { ...body, size_bytes: 104_857_601 } });
    expect(detail).toContain('104,857,600');
    await openDirectOf(own.api, 104_857_600, anything);
  });
});
