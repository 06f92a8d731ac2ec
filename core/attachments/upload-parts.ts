import type { StoredAttachment } from '../../contracts/items/attachment.ts';
import { objectPrefixes } from '../../contracts/objects.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { MakeId, RandomBytes } from '../ids.ts';
import type { IntakeStore } from '../intake/ports.ts';
import type { Warn } from '../privacy-requests/start-execution.ts';
import { makeToken } from '../secret-token.ts';
import type { CheckedFile, ScanFile } from './check-file.ts';
import type { UploadContext } from './judge-context.ts';
import type { AttachmentObjects, AttachmentRecords, DeleteCondition, Quarantine, QuarantineBin } from './ports.ts';

/** What uploads need. */
export interface UploadParts {
  readonly records: AttachmentRecords;
  readonly objects: AttachmentObjects;
  readonly quarantine: Quarantine;
  readonly intake: IntakeStore;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly randomBytes: RandomBytes;
  /** Absent where scanning is switched off. */
  readonly scan?: ScanFile;
  /** `attachments.unclaimed_ttl_minutes` */
  readonly unclaimedMinutes: number;
  readonly warn?: Warn;
}

/** What removing an attachment needs. */
export interface RemovalParts {
  readonly records: AttachmentRecords;
  readonly objects: AttachmentObjects;
  readonly quarantine: QuarantineBin;
  readonly clock: Clock;
  readonly warn?: Warn;
}

/** Whether an attachment's bytes were checked and stored. */
export function isSettled(attachment: StoredAttachment | undefined): boolean {
  return attachment?.state === 'uploaded' || attachment?.state === 'claimed';
}

/** An attachment that was opened, with the token its sender gets. */
export interface OpenedAttachment {
  readonly attachment: StoredAttachment;
  readonly token: string;
}

/** What is known of an attachment when it is opened: its bytes, where they came along, or what a direct upload announces. */
export type Opening = { readonly sha256: string } | { readonly announced: { readonly file_name: string; readonly size_bytes: number } };

/** Stores the record of a new attachment: it is there before any object, and names the object, so that none can be forgotten. */
export async function openAttachment(parts: UploadParts, context: UploadContext, opening: Opening): Promise<OpenedAttachment> {
  const { token, hash } = makeToken(parts.randomBytes);
  const now = parts.clock.now();
  const id = parts.makeId('attachment');
  const attachment: StoredAttachment = {
    id,
    state: 'pending',
    policy_key: context.policy_key,
    field_name: context.field_name,
    property_id: context.property_id,
    token_hash: hash,
    created_at: now.toISOString(),
    unclaimed_until: new Date(now.getTime() + parts.unclaimedMinutes * 60_000).toISOString(),
    announced: 'announced' in opening ? { ...opening.announced, quarantine_key: `${objectPrefixes.quarantine}${id}` } : null,
    planned_keys: 'sha256' in opening ? [objectKey(id, opening.sha256)] : [],
    file: null,
    request_id: null,
  };
  await orStorageProblem(() => parts.records.open(attachment));
  return { attachment, token };
}

/** An object's key carries the digest of its bytes, so that bytes of another check can never lie under it. */
function objectKey(id: string, sha256: string): string {
  return `${objectPrefixes.attachments}${id}/${sha256}`;
}

/**
 * Stores checked bytes and makes the attachment claimable.
 * @returns False where the attachment was settled by somebody else meanwhile.
 * @throws AppError `attachment.storage_unavailable`; nothing that could be claimed is kept.
 */
export async function storeFile(
  parts: UploadParts,
  attachment: StoredAttachment,
  bytes: Uint8Array,
  checked: CheckedFile,
): Promise<boolean> {
  const key = objectKey(attachment.id, checked.sha256);
  return orStorageProblem(async () => {
    if (!attachment.planned_keys.includes(key) && !(await parts.records.planObject(attachment.id, key))) return false;
    const etag = await parts.objects.put(key, bytes, checked.contentType, checked.sha256);
    const file = {
      file_name: checked.displayName,
      content_type: checked.contentType,
      size_bytes: bytes.byteLength,
      sha256: checked.sha256,
      object_key: key,
      etag,
      scanned: checked.scanned,
      flags: [...checked.flags],
    };
    if (await parts.records.markUploaded(attachment.id, file)) return true;
    const settled = await parts.records.find(attachment.id);
    // Settled by a rival with the same bytes, or by us, where an answer got lost and the write was repeated.
    if (isSettled(settled) && settled?.file?.object_key === key) return true;
    await parts.objects.remove(key);
    return false;
  });
}

/** Takes an attachment back: after this it cannot be claimed, and what lies of it is removed, now or by the sweep. */
export async function dropAttachment(parts: RemovalParts, id: string, condition?: DeleteCondition): Promise<void> {
  try {
    const dropped = await parts.records.markDeleted(id, condition);
    if (dropped !== undefined) await removeObjects(parts, dropped);
  } catch (error) {
    parts.warn?.('A refused upload could not be taken back at once; the sweep removes it.', error);
  }
}

/** Seconds in which a call that was storing an object has ended, for certain: the function may run 29 (contracts/functions.ts). */
const storingSeconds = 60;

/**
 * Removes the objects of an attachment that was deleted just now or earlier, and then takes it off the list of those to sweep.
 * One that a call may still be storing stays on the list for a minute, so that an object that comes late is removed too.
 * @param attachment - As it was when it was marked deleted, or as it is since.
 */
export async function removeObjects(parts: RemovalParts, attachment: StoredAttachment): Promise<void> {
  for (const key of attachment.planned_keys) await parts.objects.remove(key);
  if (attachment.announced !== null) await parts.quarantine.remove(attachment.announced.quarantine_key);
  const mayBeStored = attachment.state === 'pending' || (attachment.state !== 'deleted' && attachment.announced !== null);
  await (mayBeStored
    ? parts.records.forget(attachment.id, new Date(parts.clock.now().getTime() + storingSeconds * 1_000).toISOString())
    : parts.records.forget(attachment.id));
}

/** Seconds after which a caller may try again when the store did not answer. */
const storageRetrySeconds = 5;

/**
 * @param sentence - What the caller hears; by default that the file was not kept.
 * @throws AppError `attachment.storage_unavailable` for whatever the store throws.
 */
export async function orStorageProblem<T>(
  work: () => Promise<T>,
  sentence = 'The file could not be stored right now, so it was not kept. Upload it again in a moment.',
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError('attachment.storage_unavailable', sentence, { retryAfterSeconds: storageRetrySeconds, cause });
  }
}
