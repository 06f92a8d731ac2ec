import { beforeAll, describe, expect, it } from 'vitest';
import { clearConnections } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { sharedTarget } from './api/target.ts';
import { itemWith, pdfOf, startingForm, submitAll, uploadForm } from './api/upload-form.ts';

const api = openApi(sharedTarget());

beforeAll(() => clearConnections(api));

describe('a request that claims files', () => {
  const fresh = async (count: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => uploadForm(api, { bytes: pdfOf(`${index}`) })));
  const again = /upload it again/;

  it('shows them in the order they were listed', async () => {
    const ids = (await fresh(4)).map(({ id }) => id).reverse();
    const [requestId = ''] = await submitAll(api, [itemWith(ids)]);
    const { custom_privacy_request_fields: fields } = await api.ok('get-privacy-request', { params: { id: requestId } });
    expect(fields?.supporting_documents?.value).toMatchObject(ids.map((id) => ({ id })));
  });

  it('takes an empty property_id for none, in the upload and in the request', async () => {
    const blank = { ...startingForm, property_id: '' };
    const [one, other] = await Promise.all(['1', '2'].map((text) => uploadForm(api, { bytes: pdfOf(text), parts: blank })));
    const ids = await submitAll(api, [itemWith([one?.id], { property_id: 'FDS-A1B2C3' }), itemWith([other?.id], { property_id: '' })]);
    const stored = await Promise.all(ids.map((id) => api.ok('get-privacy-request', { params: { id } })));
    expect(stored.map(({ property_id }) => property_id)).toEqual(['FDS-A1B2C3', null]);
  });

  it('gets one answer for ids that are unknown, malformed, far too long or another’s', async () => {
    const [claimed] = await fresh(1);
    await submitAll(api, [itemWith([claimed?.id])]);
    const messages = await submitAll(
      api,
      [claimed?.id, 'att_unknown', 'pri_unknown', '', 'x'.repeat(10_000), '\u0000', '\ud800', '../attachments', 'ATT_1'].map((id) =>
        itemWith([id]),
      ),
    );
    expect(new Set(messages).size).toBe(1);
    expect(messages[0]).toMatch(again);
  });

  it('takes each once: not twice in an item, not in two items of a call, not again later', async () => {
    const [one] = await fresh(1);
    const id = one?.id ?? '';
    const [twice] = await submitAll(api, [itemWith([id, id])]);
    expect(twice).toMatch(/twice/);
    const [first, second] = await submitAll(api, [itemWith([id]), itemWith([id])]);
    expect(first).toMatch(/^pri_/);
    expect(second).toMatch(again);
    expect((await submitAll(api, [itemWith([id])]))[0]).toMatch(again);
  });

  it('fails as a whole for one bad file, stores no request, and leaves the good ones claimable', async () => {
    const ids = (await fresh(2)).map(({ id }) => id);
    const person = { identity: { external_id: crypto.randomUUID() } };
    expect((await submitAll(api, [itemWith([...ids, 'att_unknown'], person)]))[0]).toMatch(again);
    expect((await api.ok('list-privacy-requests', { query: `identity=${person.identity.external_id}` })).total).toBe(0);
    expect((await submitAll(api, [itemWith(ids, person)]))[0]).toMatch(/^pri_/);
  });

  it('holds 10 files in a field and no more', async () => {
    const ids = (await fresh(11)).map(({ id }) => id);
    expect((await submitAll(api, [itemWith(ids)]))[0]).toMatch(/10 files/);
    expect((await submitAll(api, [itemWith(ids.slice(0, 10))]))[0]).toMatch(/^pri_/);
  });

  it.each([
    ['a text', 'att_x'],
    ['an object', {}],
    ['a number', 7],
    ['a list of numbers', [7]],
    ['a list of lists', [['att_x']]],
  ])('refuses %s where a list of ids belongs', async (_, value) => {
    expect((await submitAll(api, [itemWith(value)]))[0]).toMatch(/list of attachment ids/);
  });

  it('is the same request when it is sent again with its Idempotency-Key, with one claim', async () => {
    const [one] = await fresh(1);
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const items = [itemWith([one?.id])];
    const [first] = await submitAll(api, items, headers);
    expect(first).toMatch(/^pri_/);
    const repeated = await Promise.all([submitAll(api, items, headers), submitAll(api, items, headers)]);
    expect(repeated).toEqual([[first], [first]]);
  });

  it('takes its files with it when it is deleted', async () => {
    const [one] = await fresh(1);
    const attachmentId = one?.id ?? '';
    const [id = ''] = await submitAll(api, [itemWith([attachmentId])]);
    const { url } = await api.ok('link-attachment', { params: { id, attachment_id: attachmentId } });
    await api.ok('delete-privacy-request', { params: { id } });
    expect((await fetch(url)).status).toBe(404);
    await api.problem('link-attachment', 'privacy_request.not_found', { params: { id, attachment_id: attachmentId } });
    expect((await submitAll(api, [itemWith([attachmentId])]))[0]).toMatch(again);
    await api.problem('delete-attachment', 'attachment.not_found', {
      params: { id: attachmentId },
      headers: { 'x-upload-token': one?.token ?? '' },
    });
  });
});

describe('an upload that is taken back by its token', () => {
  it('is gone', async () => {
    const { id, token } = await uploadForm(api, { bytes: pdfOf('a mistake') });
    await api.ok('delete-attachment', { params: { id }, headers: { 'x-upload-token': token } });
    expect((await submitAll(api, [itemWith([id])]))[0]).toMatch(/upload it again/);
    await api.problem('delete-attachment', 'attachment.not_found', { params: { id }, headers: { 'x-upload-token': token } });
  });

  it('stays where the token is missing, wrong, another’s or far too long, and once it is claimed', async () => {
    const { id, token } = await uploadForm(api, { bytes: pdfOf('kept') });
    const other = await uploadForm(api, { bytes: pdfOf('other') });
    const wrong = [undefined, '', 'x', other.token, `${token}x`, token.slice(1), 'x'.repeat(5_000)];
    for (const given of wrong) {
      await api.problem('delete-attachment', 'attachment.not_found', {
        params: { id },
        headers: given === undefined ? {} : { 'x-upload-token': given },
      });
    }
    expect((await submitAll(api, [itemWith([id])]))[0]).toMatch(/^pri_/);
    await api.problem('delete-attachment', 'attachment.not_found', { params: { id }, headers: { 'x-upload-token': token } });
  });
});
