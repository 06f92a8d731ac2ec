import { createHash } from 'node:crypto';
import { openDirectUpload } from '../../core/attachments/direct-upload.ts';
import { uploadFile } from '../../core/attachments/upload-file.ts';
import { purgeRequest } from '../../core/privacy-requests/delete-request.ts';
import { submitRequests } from '../../core/privacy-requests/submit-requests.ts';
import type { AllParts } from './open-uploads.ts';

/** Where the uploads of these tests belong: the form of the starting configuration. */
export const context = { policy_key: 'default_access_policy', field_name: 'supporting_documents', property_id: null } as const;

/** A PDF of about 100 bytes, told from others by its text. */
export function pdfOf(text: string): Buffer {
  return Buffer.from(`%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n% ${text}\ntrailer\n<</Root 1 0 R>>\n%%EOF\n`);
}

/** The digest of bytes, as records have it. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Uploads a PDF by a form. */
export function upload(parts: AllParts, text: string) {
  return uploadFile(parts, context, { bytes: pdfOf(text), fileName: 'letter.pdf' });
}

/** Opens a direct upload for a PDF. */
export function openDirect(parts: AllParts, text: string) {
  return openDirectUpload(parts, { ...context, file_name: 'letter.pdf', size_bytes: pdfOf(text).byteLength });
}

/** Sends a PDF by the form of a direct upload. @returns The status the store answers. */
export async function sendForm(form: { readonly url: string; readonly fields: Readonly<Record<string, string>> }, text: string) {
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.set(name, value);
  data.set('file', new Blob([new Uint8Array(pdfOf(text))]), 'letter.pdf');
  const response = await fetch(form.url, { method: 'POST', body: data });
  await response.arrayBuffer();
  return response.status;
}

/** Submits one request with files, and tells its id or why it was refused. */
export async function submitWith(parts: AllParts, ids: readonly string[], fieldName: string = context.field_name) {
  const { succeeded, failed } = await submitRequests(parts, [
    {
      identity: { email: 'ada@example.com' },
      policy_key: context.policy_key,
      custom_privacy_request_fields: { [fieldName]: { value: [...ids] } },
    },
  ]);
  return { id: succeeded[0]?.id, refusal: failed[0]?.message };
}

/** Finishes the deletion of every request that is marked deleted, as the reconciler does. */
export async function purgeDeleted(parts: AllParts): Promise<void> {
  for await (const id of parts.requests.idsByStatus('deleted')) await purgeRequest(parts, id);
}
