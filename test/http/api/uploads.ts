import { Buffer } from 'node:buffer';
import { expect } from 'vitest';
import { attachmentOut } from '../../../contracts/schemas/attachments.ts';
import type { Api } from './open-api.ts';

/** A PDF that is no more than that. */
const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n',
);
const context = { policy_key: 'default_access_policy', field_name: 'supporting_documents' };

/** Uploads a small file for the field of the starting configuration. */
export async function attach(api: Api): Promise<{ readonly id: string; readonly token: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(context)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), 'letter.pdf');
  const answer = await api.call('upload-attachment', { raw: form });
  expect(answer.status, answer.text).toBe(200);
  const { id } = attachmentOut.parse(JSON.parse(answer.text));
  return { id, token: answer.headers.get('x-upload-token') ?? '' };
}

/** Opens a direct upload. */
export function openDirect(api: Api) {
  return api.ok('open-direct-upload', { body: { ...context, file_name: 'letter.pdf', size_bytes: pdf.byteLength } });
}

/** Uploads a small file by the direct route. */
export async function sendDirect(api: Api) {
  const { id, upload } = await openDirect(api);
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(pdf)]), 'letter.pdf');
  const response = await fetch(upload.url, { method: 'POST', body: form });
  expect([200, 201, 204]).toContain(response.status);
  return api.ok('complete-direct-upload', { params: { id } });
}
