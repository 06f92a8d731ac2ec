import { afterEach, describe, expect, it } from 'vitest';
import { offerFileFields } from '../api/file-fields.ts';
import { readProblem } from '../api/read-problem.ts';
import { until } from '../api/until.ts';
import { itemWith, openDirectOf, pdfOf, postForm, sendTo, startingForm, submitAll, uploadForm } from '../api/upload-form.ts';
import { startWatched, type WatchedDossier } from './open-watched.ts';

let own: WatchedDossier | undefined;
afterEach(async () => {
  await own?.stop();
  own = undefined;
});

async function start(env: Readonly<Record<string, string>>): Promise<WatchedDossier> {
  own = await startWatched(env);
  await offerFileFields(own.api);
  return own;
}

const collection = 'DOSSIER__EXECUTION__ALLOW_CUSTOM_PRIVACY_REQUEST_FIELD_COLLECTION';
const fileUpload = 'DOSSIER__EXECUTION__ALLOW_CUSTOM_PRIVACY_REQUEST_FILE_UPLOAD';

describe.each([
  ['custom fields are off', { [collection]: 'false' }],
  ['file uploads are off', { [fileUpload]: 'false' }],
])('where %s', (_, env) => {
  it('every upload is 403, before anything of it is read, and nothing is kept', async () => {
    const { api, objects, attachments } = await start(env);
    readProblem(await postForm(api, { bytes: pdfOf('x') }), 'attachment.disabled');
    readProblem(await postForm(api, { bytes: Buffer.alloc(0), parts: { nonsense: 'x' } }), 'attachment.disabled');
    await api.problem('upload-attachment', 'attachment.disabled', { raw: 'no form at all', headers: { 'content-type': 'text/plain' } });
    await api.problem('open-direct-upload', 'attachment.disabled', { body: { ...startingForm, file_name: 'a.pdf', size_bytes: 10 } });
    await api.problem('open-direct-upload', 'attachment.disabled', { body: { nonsense: true } });
    await api.problem('complete-direct-upload', 'attachment.disabled', { params: { id: 'att_unknown' } });
    await api.problem('delete-attachment', 'attachment.not_found', { params: { id: 'att_unknown' } });
    expect(objects()).toEqual([]);
    expect(await attachments()).toEqual([]);
    const [withFile, without] = await submitAll(api, [itemWith(['att_unknown']), itemWith([])]);
    expect(withFile).toMatch(collection in env ? /switched off/ : /upload it again/);
    expect(without).toMatch(/^pri_/);
  });
});

describe('the rate of uploads', () => {
  it('is 30 a minute for an address, all upload routes together, whatever headers say', { timeout: 150_000 }, async () => {
    const { api } = await start({ DOSSIER__RATE_LIMIT__UPLOADS_PER_MINUTE: '30' });
    const calls = [
      (headers: Record<string, string>) => postForm(api, { bytes: pdfOf('x'), headers }),
      (headers: Record<string, string>) =>
        api.call('open-direct-upload', { headers, body: { ...startingForm, file_name: 'a.pdf', size_bytes: 9 } }),
      (headers: Record<string, string>) => api.call('complete-direct-upload', { headers, params: { id: 'att_unknown' } }),
      (headers: Record<string, string>) => api.call('delete-attachment', { headers, params: { id: 'att_unknown' } }),
    ];
    // Minutes are counted by the clock: one that has just begun has room for all of these calls.
    await until('the beginning of a minute', async () => (new Date().getSeconds() < 20 ? true : undefined), 61_000);
    const claim = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}`, forwarded: `for=203.0.113.${n}`, 'x-real-ip': `203.0.113.${n}` });
    for (let n = 0; n < 30; n += 1) {
      const answer = await calls[n % calls.length]?.(claim(n));
      expect(answer?.status, `call ${n}`).not.toBe(429);
    }
    for (const [n, call] of calls.entries()) {
      const answer = await call(claim(100 + n));
      readProblem(answer, 'rate.limited');
      const wait = Number(answer.headers.get('retry-after'));
      expect(wait).toBeGreaterThanOrEqual(1);
      expect(wait).toBeLessThanOrEqual(60);
    }
    expect((await submitAll(api, [itemWith([])]))[0], 'submissions have a limit of their own').toMatch(/^pri_/);
  });
});

describe('an upload that is claimed for something else', () => {
  it('fails the item, is deleted within a sweep, and leaves the item’s good ones claimable', async () => {
    const { api, objects, attachments } = await start({ DOSSIER__ATTACHMENTS__SWEEP_INTERVAL_SECONDS: '1' });
    const mismatches = [
      ['another policy', { parts: startingForm, item: { policy_key: 'default_erasure_policy' } }],
      ['another field', { parts: { ...startingForm, field_name: 'more' }, item: {} }],
      ['another property', { parts: { ...startingForm, property_id: 'FDS-SECOND' }, item: { property_id: 'FDS-A1B2C3' } }],
      ['no property where the upload had one', { parts: { ...startingForm, property_id: 'FDS-SECOND' }, item: {} }],
    ] as const;
    for (const [what, { parts, item }] of mismatches) {
      const fits = { ...startingForm, policy_key: 'policy_key' in item ? item.policy_key : startingForm.policy_key };
      const good = await uploadForm(api, { bytes: pdfOf('good'), parts: fits });
      const bad = await uploadForm(api, { bytes: pdfOf('bad'), parts });
      expect((await submitAll(api, [itemWith([good.id, bad.id], item)]))[0], what).toMatch(/upload it again/);
      await until(`the sweep of ${what}`, async () => {
        const found = (await attachments()).find(({ id }) => id === bad.id);
        return found?.state === 'deleted' && !objects().some((key) => key.includes(bad.id)) ? true : undefined;
      });
      expect((await submitAll(api, [itemWith([good.id], item)]))[0], what).toMatch(/^pri_/);
      expect(objects().filter((key) => key.includes(good.id))).toHaveLength(1);
    }
  });

  it('is none where the upload named no property: any may claim it', async () => {
    const { api } = await start({});
    for (const property of [undefined, 'FDS-A1B2C3', 'FDS-SECOND']) {
      const { id } = await uploadForm(api, { bytes: pdfOf('anybody') });
      const more = property === undefined ? {} : { property_id: property };
      expect((await submitAll(api, [itemWith([id], more)]))[0]).toMatch(/^pri_/);
    }
    // Twenty files in a request and no more, over all its fields.
    const fields = ['supporting_documents', 'anything', 'more'] as const;
    const ids = await Promise.all(
      Array.from({ length: 21 }, async (_, index) => {
        const field_name = fields[index % 3] ?? 'more';
        return { field_name, id: (await uploadForm(api, { bytes: pdfOf(`${index}`), parts: { ...startingForm, field_name } })).id };
      }),
    );
    const itemOf = (some: typeof ids) =>
      itemWith([], {
        custom_privacy_request_fields: Object.fromEntries(
          fields.map((name) => [name, { value: some.filter(({ field_name }) => field_name === name).map(({ id }) => id) }]),
        ),
      });
    expect((await submitAll(api, [itemOf(ids)]))[0]).toMatch(/20 files/);
    expect((await submitAll(api, [itemOf(ids.slice(0, 20))]))[0]).toMatch(/^pri_/);
    const left = ids[20];
    expect((await submitAll(api, [itemOf(left === undefined ? [] : [left])]))[0]).toMatch(/^pri_/);
  });

  it('that was sent to quarantine and never completed is not served anywhere', async () => {
    const { api, objects } = await start({});
    const bytes = pdfOf('never completed');
    const { id, upload } = await openDirectOf(api, bytes.byteLength);
    await sendTo(upload, bytes);
    expect(objects()).toEqual([`quarantine/${id}`]);
    expect((await fetch(`${upload.url.replace(/\/$/, '')}/quarantine/${id}`)).status).toBe(403);
  });
});
