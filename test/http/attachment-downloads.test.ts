import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { attachmentOut } from '../../contracts/schemas/attachments.ts';
import { clearConnections } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { sharedTarget } from './api/target.ts';
import { asCurl, download, itemWith, pdfOf, submitAll, uploadForm } from './api/upload-form.ts';

const api = openApi(sharedTarget());

beforeAll(() => clearConnections(api));

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

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
