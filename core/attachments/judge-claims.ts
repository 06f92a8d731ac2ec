import type { StoredAttachedFile, StoredAttachment } from '../../contracts/items/attachment.ts';
import type { RequestedFiles } from '../privacy-requests/judge-custom-fields.ts';
import type { AttachmentObjects, AttachmentRecords, ObjectMark } from './ports.ts';

/** What judging claims needs. */
export interface ClaimParts {
  readonly records: AttachmentRecords;
  readonly objects: AttachmentObjects;
}

/** Where a request that claims stands. */
export interface ClaimContext {
  readonly policyKey: string;
  readonly propertyId: string | null;
  readonly now: string;
}

/** The files of a request that can be claimed, or the sentence that says why not. */
export type JudgedClaims = { readonly files: readonly StoredAttachedFile[] } | { readonly refusal: string };

/** Unknown, swept, claimed, foreign: one sentence for all, since more would tell a stranger what exists. */
export function uploadAgain(fieldName: string): string {
  return `An attachment of the field '${fieldName}' is not there, has expired or belongs elsewhere: upload it again.`;
}

/**
 * Judges the attachments a request wants to claim (CONTRACT section 7). One whose context does not match is rejected and
 * deleted, as the seeds have it; a pending one is left as it is, to be completed. All are looked at before any answer.
 */
export async function judgeClaims(parts: ClaimParts, context: ClaimContext, fields: readonly RequestedFiles[]): Promise<JudgedClaims> {
  const outcomes = await Promise.all(
    fields.flatMap((field) => field.ids.map(async (id) => judgeClaim(parts, context, field.fieldName, await parts.records.find(id)))),
  );
  const refusal = outcomes.find((outcome) => 'refusal' in outcome);
  return refusal === undefined ? { files: outcomes.flatMap((outcome) => ('file' in outcome ? [outcome.file] : [])) } : refusal;
}

async function judgeClaim(
  parts: ClaimParts,
  context: ClaimContext,
  fieldName: string,
  attachment: StoredAttachment | undefined,
): Promise<{ readonly file: StoredAttachedFile } | { readonly refusal: string }> {
  const refusal = { refusal: uploadAgain(fieldName) };
  if (attachment === undefined || attachment.unclaimed_until <= context.now) return refusal;
  const { file } = attachment;
  if (attachment.state === 'pending') {
    return { refusal: `An attachment of the field '${fieldName}' has not been completed yet: complete its upload, then submit again.` };
  }
  if (attachment.state !== 'uploaded' || file === null) return refusal;
  if (!fitsContext(attachment, context, fieldName)) {
    await parts.records.markDeleted(attachment.id);
    return refusal;
  }
  const found = await findObject(parts, file.object_key);
  if (found === 'unknown') {
    return { refusal: `The files of the field '${fieldName}' could not be looked at right now: submit again in a moment.` };
  }
  if (found?.sha256 !== file.sha256 || found.sizeBytes !== file.size_bytes) {
    await parts.records.markDeleted(attachment.id);
    return refusal;
  }
  const { file_name, content_type, size_bytes, scanned } = file;
  return { file: { id: attachment.id, file_name, content_type, size_bytes, scanned } };
}

/** An upload that named no property can be claimed for any. */
function fitsContext(attachment: StoredAttachment, context: ClaimContext, fieldName: string): boolean {
  return (
    attachment.policy_key === context.policyKey &&
    attachment.field_name === fieldName &&
    (attachment.property_id === null || attachment.property_id === context.propertyId)
  );
}

/**
 * The object as the store knows it: its digest says whether it is still the one that was scanned. Download reads it whole. A store
 * that does not answer fails the item and not the call, since items before this one may be stored already.
 */
async function findObject(parts: ClaimParts, key: string): Promise<ObjectMark | 'unknown' | undefined> {
  return parts.objects.head(key).catch((): 'unknown' => 'unknown');
}
