import { beforeAll, describe, expect, it } from 'vitest';
import { attachmentOut } from '../../contracts/schemas/attachments.ts';
import { clearConnections } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { readProblem } from './api/read-problem.ts';
import { sharedTarget } from './api/target.ts';
import { asCurl, pdfOf, postForm, startingForm } from './api/upload-form.ts';

const api = openApi(sharedTarget());

beforeAll(() => clearConnections(api));

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

  it.each(['property_id', 'policy_key', 'field_name'])(
    'is told that it is %s that is unknown, and nothing of what it said',
    async (name) => {
      const sent = 'no_such_thing';
      const answer = await postForm(api, { bytes, parts: { ...startingForm, [name]: sent } });
      expect(readProblem(answer, 'attachment.invalid').errors?.map(({ loc }) => loc)).toEqual([['body', name]]);
      expect(answer.text).not.toContain(sent);
      const body = { ...startingForm, [name]: sent, file_name: 'a.pdf', size_bytes: 10 };
      const direct = await api.problem('open-direct-upload', 'attachment.invalid', { body });
      expect(direct.errors?.map(({ loc }) => loc)).toEqual([['body', name]]);
    },
  );

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
      const { detail } = await api.problem('upload-attachment', 'attachment.unreadable', { raw: form });
      expect(detail).toBe(`The part ${name} comes twice.`);
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
    expect(attachmentOut.parse(await response.json()).id).toMatch(/^att_/);
  });
});
