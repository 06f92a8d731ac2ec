import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { attachmentOut } from '../../contracts/schemas/attachments.ts';
import { clearConnections } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { readProblem } from './api/read-problem.ts';
import { sharedTarget } from './api/target.ts';
import { download, itemWith, pdfOf, postForm, startingForm, submitAll, uploadForm } from './api/upload-form.ts';

const api = openApi(sharedTarget());

beforeAll(() => clearConnections(api));

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The body curl writes for the second seed's command: the file first, then the fields, each with a header or two. */
function asCurl(bytes: Uint8Array): { readonly raw: Uint8Array<ArrayBuffer>; readonly headers: Readonly<Record<string, string>> } {
  const boundary = '------------------------8f3c1a2b4d5e6f70';
  const text = (line: string) => Buffer.from(line, 'utf8');
  const field = (name: string, value: string) =>
    text(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const raw = Buffer.concat([
    text(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="proof_of_identity.pdf"\r\nContent-Type: application/pdf\r\n\r\n`,
    ),
    bytes,
    text('\r\n'),
    field('property_id', 'FDS-A1B2C3'),
    field('policy_key', 'default_access_policy'),
    field('field_name', 'supporting_documents'),
    text(`--${boundary}--\r\n`),
  ]);
  return { raw: new Uint8Array(raw), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

describe('the second seed, as printed', () => {
  it('takes a file from curl to the reviewer, byte for byte', async () => {
    const bytes = pdfOf('proof of identity');
    const uploaded = await api.send('POST', '/api/v1/privacy-request/attachment', asCurl(bytes));
    expect(uploaded.status, uploaded.text).toBe(200);
    const { id } = attachmentOut.parse(JSON.parse(uploaded.text));
    expect(id).toMatch(/^att_[0-9a-z]{30,}$/);

    const [requestId = ''] = await submitAll(api, [itemWith([id], { property_id: 'FDS-A1B2C3' })]);
    expect(requestId).toMatch(/^pri_/);
    const request = await api.ok('get-privacy-request', { params: { id: requestId } });
    const link = `/api/v1/privacy-request/${requestId}/attachment/${id}`;
    expect(request.custom_privacy_request_fields).toEqual({
      supporting_documents: {
        label: 'Supporting documents',
        value: [
          {
            id,
            file_name: 'proof_of_identity.pdf',
            content_type: 'application/pdf',
            size_bytes: bytes.byteLength,
            scanned: false,
            download_url_endpoint: link,
          },
        ],
      },
    });

    const asked = await api.send('GET', link, { token: await api.token(['attachment:read']) });
    expect(asked.status).toBe(200);
    const file = await fetch(JSON.parse(asked.text).url);
    expect(file.status).toBe(200);
    expect(digest(Buffer.from(await file.arrayBuffer()))).toBe(digest(bytes));
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="proof_of_identity.pdf"');
    expect(file.headers.get('cache-control')).toBe('no-store');
    const { items } = await api.ok('read-request-log', { params: { id: requestId } });
    expect(items.filter(({ attachment_id }) => attachment_id === id).map(({ event }) => event)).toEqual([
      'attachment_uploaded',
      'attachment_downloaded',
    ]);
  });

  it('shows the file to nobody without the scope, and to no stranger at all', async () => {
    const { id } = await uploadForm(api, { bytes: pdfOf('secret') });
    const [requestId = ''] = await submitAll(api, [itemWith([id])]);
    const params = { id: requestId, attachment_id: id };
    await api.problem('link-attachment', 'auth.token_missing', { params, token: null });
    await api.problem('link-attachment', 'auth.scope_missing', { params, token: await api.token(['privacy-request:read']) });
    const [other = ''] = await submitAll(api, [itemWith([])]);
    await api.problem('link-attachment', 'attachment.not_found', { params: { ...params, id: other } });
    await api.problem('link-attachment', 'attachment.not_found', { params: { ...params, attachment_id: 'att_unknown' } });
    await api.problem('link-attachment', 'privacy_request.not_found', { params: { ...params, id: 'pri_unknown' } });
  });
});

describe('a link to a file', () => {
  it.each([
    ['letter.pdf', 'attachment; filename="letter.pdf"'],
    ['Übergröße.pdf', `attachment; filename="?"; filename*=UTF-8''%C3%9Cbergr%C3%B6%C3%9Fe.pdf`],
    ['身分証明書.pdf', `attachment; filename="?????.pdf"; filename*=UTF-8''%E8%BA%AB%E5%88%86%E8%A8%BC%E6%98%8E%E6%9B%B8.pdf`],
    ['a "quoted"; filename=b.pdf', undefined],
    ['100%.pdf', undefined],
    ['../../etc/passwd.pdf', 'attachment; filename="passwd.pdf"'],
    ['\u202Efdp.exe.pdf', undefined],
  ])('saves it as a file under its cleaned name: %j', async (name, expected) => {
    const { id } = await uploadForm(api, { bytes: pdfOf(name.length.toString()), name });
    const [requestId = ''] = await submitAll(api, [itemWith([id])]);
    const file = await download(api, requestId, id);
    expect(file.status).toBe(200);
    const disposition = file.headers.get('content-disposition') ?? '';
    if (expected !== undefined && !expected.includes('"?"')) expect(disposition).toBe(expected);
    expect(disposition).toMatch(/^attachment; filename="?[^"/\\]+"?(; filename\*=UTF-8''[A-Za-z0-9%._~!#$&+^`|-]+)?$/);
    if (/[^ -~]/.test(name) && !name.startsWith('\u202E')) {
      expect(decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(disposition)?.[1] ?? '')).toBe(name);
    }
    const request = await api.ok('get-privacy-request', { params: { id: requestId } });
    expect(JSON.stringify(request.custom_privacy_request_fields)).not.toMatch(/\\u202e|\.\.\/|\\\\/i);
  });

  it('works for 60 seconds, for this file and for reading only', async () => {
    const { id } = await uploadForm(api, { bytes: pdfOf('for a minute') });
    const [requestId = ''] = await submitAll(api, [itemWith([id])]);
    const { url } = await api.ok('link-attachment', { params: { id: requestId, attachment_id: id } });
    const link = new URL(url);
    expect(link.searchParams.get('X-Amz-Expires')).toBe('60');
    expect((await fetch(url)).status).toBe(200);
    for (const method of ['PUT', 'DELETE', 'POST', 'HEAD']) {
      expect((await fetch(url, { method, ...(method === 'PUT' ? { body: 'x' } : {}) })).status, method).toBe(403);
    }
    const altered = [
      url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'),
      url.replace('attachment%3B', 'inline%3B'),
      url.replace('application%2Fpdf', 'text%2Fhtml'),
      url.replace(/\/att_\w+\//, '/att_other/'),
      url.replace(/X-Amz-Signature=./, 'X-Amz-Signature=_'),
    ];
    for (const other of altered) {
      expect(other).not.toBe(url);
      expect((await fetch(other)).status, other).toBe(403);
    }
  });
});

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

describe('an upload whose parts are not right', () => {
  const bytes = pdfOf('parts');

  it.each([
    ['no policy_key', { field_name: 'supporting_documents' }],
    ['no field_name', { policy_key: 'default_access_policy' }],
    ['an unknown part', { ...startingForm, note: 'x' }],
    ['an unknown policy', { ...startingForm, policy_key: 'no_such_policy' }],
    ['an empty policy', { ...startingForm, policy_key: '' }],
    ['a policy the property does not offer', { ...startingForm, policy_key: 'default_erasure_policy' }],
    ['an unknown field', { ...startingForm, field_name: 'no_such_field' }],
    ['a field of the prototype', { ...startingForm, field_name: '__proto__' }],
    ['an unknown property', { ...startingForm, property_id: 'FDS-UNKNOWN' }],
    ['a policy of 1,000 bytes', { ...startingForm, policy_key: 'p'.repeat(1_000) }],
    ['a policy of 2,000 bytes', { ...startingForm, policy_key: 'p'.repeat(2_000) }],
  ])('is 422 for %s', async (_, parts) => {
    const problem = readProblem(await postForm(api, { bytes, parts }), 'attachment.invalid');
    expect(problem.errors?.length).toBeGreaterThan(0);
  });

  it('is told the same whichever of policy, field and property is unknown', async () => {
    const answers = await Promise.all(
      [{ policy_key: 'no' }, { field_name: 'no' }, { property_id: 'no' }].map(async (part) => {
        const { detail, errors } = readProblem(await postForm(api, { bytes, parts: { ...startingForm, ...part } }), 'attachment.invalid');
        return JSON.stringify({ detail, errors });
      }),
    );
    expect(new Set(answers).size).toBe(1);
  });

  it('is 422 without a file', async () => {
    const form = new FormData();
    for (const [key, value] of Object.entries(startingForm)) form.set(key, value);
    await api.problem('upload-attachment', 'attachment.invalid', { raw: form });
  });

  it('is 400 for a part that comes twice, and takes no part from the query', async () => {
    for (const name of ['policy_key', 'file']) {
      const form = new FormData();
      for (const [key, value] of Object.entries(startingForm)) form.append(key, value);
      form.append('file', new Blob([new Uint8Array(bytes)]), 'letter.pdf');
      form.append(name, name === 'file' ? new Blob([new Uint8Array(bytes)]) : 'default_access_policy');
      await api.problem('upload-attachment', 'attachment.unreadable', { raw: form });
    }
    const form = new FormData();
    form.set('field_name', startingForm.field_name);
    form.set('file', new Blob([new Uint8Array(bytes)]), 'letter.pdf');
    await api.problem('upload-attachment', 'attachment.invalid', { raw: form, query: 'policy_key=default_access_policy' });
  });

  it.each([
    ['JSON', { body: { file: 'x', ...startingForm } }, 'request.unsupported_media_type'],
    ['a plain form', { raw: new URLSearchParams(startingForm) }, 'request.unsupported_media_type'],
    ['no body', {}, 'request.unsupported_media_type'],
    ['no boundary', { raw: 'x', headers: { 'content-type': 'multipart/form-data' } }, 'attachment.unreadable'],
    [
      'a compressed body',
      { raw: 'x', headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-encoding': 'gzip' } },
      'request.unsupported_media_type',
    ],
  ] as const)('is refused for %s', async (_, call, code) => {
    await api.problem('upload-attachment', code, call);
  });

  it('takes a body without a Content-Length', async () => {
    const { raw, headers } = asCurl(pdfOf('in chunks'));
    const stream = new ReadableStream({
      start: (controller) => {
        for (let at = 0; at < raw.byteLength; at += 100) controller.enqueue(raw.subarray(at, at + 100));
        controller.close();
      },
    });
    const response = await fetch(`${api.target.baseUrl}/api/v1/privacy-request/attachment`, {
      method: 'POST',
      headers,
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(200);
    await response.arrayBuffer();
  });
});
