import { expect } from 'vitest';
import { attachmentOut, type DirectUploadOut, directUploadOut } from '../../../contracts/schemas/attachments.ts';
import type { Api } from './open-api.ts';
import type { Answer } from './send.ts';

/** A PDF of about 100 bytes, told from others by its text. */
export function pdfOf(text: string): Buffer {
  return Buffer.from(
    `%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n% ${text}\ntrailer\n<</Root 1 0 R>>\n%%EOF\n`,
  );
}

/** A PDF of exactly so many bytes. */
export function pdfOfSize(bytes: number): Buffer {
  const [head, tail] = [pdfOf('long').subarray(0, 12), Buffer.from('\ntrailer\n<</Root 1 0 R>>\n%%EOF\n')];
  return Buffer.concat([head, Buffer.alloc(bytes - head.byteLength - tail.byteLength, '% a line of a comment of a long file\n'), tail]);
}

/** The form of the starting configuration. */
export const startingForm = { policy_key: 'default_access_policy', field_name: 'supporting_documents' } as const;

/** A file to upload. */
export interface FileToSend {
  readonly bytes: Uint8Array;
  readonly name?: string;
  /** What the client claims; it counts for nothing. */
  readonly type?: string;
  /** Parts beside the file; absent: those of the starting form. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Uploads a file by a form, whatever is answered. */
export function postForm(
  api: Api,
  { bytes, name = 'letter.pdf', type = 'application/pdf', parts = startingForm, headers = {} }: FileToSend,
): Promise<Answer> {
  const form = new FormData();
  for (const [key, value] of Object.entries(parts)) form.set(key, value);
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), name);
  return api.call('upload-attachment', { raw: form, headers });
}

/** The body curl writes for the second seed's command: the file first, then the fields, each with a header or two. */
export function asCurl(bytes: Uint8Array): { readonly raw: Uint8Array<ArrayBuffer>; readonly headers: Readonly<Record<string, string>> } {
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

/** What a successful upload gives. */
export interface Uploaded {
  readonly id: string;
  readonly token: string;
}

/** Uploads a file by a form, which must work. */
export async function uploadForm(api: Api, file: FileToSend): Promise<Uploaded> {
  return readUploaded(await postForm(api, file));
}

/** Reads the answer of an upload that must have worked. */
export function readUploaded(answer: Answer): Uploaded {
  expect(answer.status, answer.text).toBe(200);
  expect(Object.keys(JSON.parse(answer.text))).toEqual(['id']);
  const { id } = attachmentOut.parse(JSON.parse(answer.text));
  const token = answer.headers.get('x-upload-token') ?? '';
  expect(token.length).toBeGreaterThanOrEqual(43);
  return { id, token };
}

/** Opens a direct upload. @returns What it answers, with the token of its header. */
export async function openDirectOf(api: Api, sizeBytes: number, more: object = {}): Promise<DirectUploadOut & { readonly token: string }> {
  const answer = await api.call('open-direct-upload', {
    body: { ...startingForm, file_name: 'letter.pdf', size_bytes: sizeBytes, ...more },
  });
  expect(answer.status, answer.text).toBe(201);
  return { ...directUploadOut.parse(JSON.parse(answer.text)), token: answer.headers.get('x-upload-token') ?? '' };
}

/** Sends bytes by the form of a direct upload. @returns The status and text of the store. */
export async function sendTo(
  upload: DirectUploadOut['upload'],
  bytes: Uint8Array,
  changes: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const form = new FormData();
  for (const [key, value] of Object.entries({ ...upload.fields, ...changes })) form.set(key, value);
  form.set('file', new Blob([new Uint8Array(bytes)]), 'letter.pdf');
  const response = await fetch(upload.url, { method: 'POST', body: form });
  return { status: response.status, text: await response.text() };
}

/** An item with files for the field of the starting form. */
export function itemWith(ids: unknown, more: object = {}): object {
  return {
    identity: { email: 'jane@example.com' },
    policy_key: startingForm.policy_key,
    custom_privacy_request_fields: { [startingForm.field_name]: { label: 'Supporting documents', value: ids } },
    ...more,
  };
}

/** Submits items, and tells per item the request's id or the message of the failure. */
export async function submitAll(
  api: Api,
  items: readonly object[],
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const { succeeded, failed } = await api.ok('submit-privacy-requests', { body: items, headers });
  const ids = [...succeeded];
  return items.map((_, index) => failed.find((failure) => failure.index === index)?.message ?? ids.shift()?.id ?? 'no answer');
}

/** Downloads a file of a request as a reviewer does. */
export async function download(api: Api, requestId: string, attachmentId: string): Promise<Response> {
  const { url } = await api.ok('link-attachment', { params: { id: requestId, attachment_id: attachmentId } });
  return fetch(url);
}
