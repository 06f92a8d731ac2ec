import type { StoredAttachment, StoredFile } from '../../contracts/items/attachment.ts';

/** Keeps what is known of attachments. */
export interface AttachmentRecords {
  /** Stores a new one in `pending`. */
  open(attachment: StoredAttachment): Promise<void>;
  find(id: string): Promise<StoredAttachment | undefined>;
  /** Notes that an object is about to be stored under a key. @returns False where it is not pending any more. */
  planObject(id: string, key: string): Promise<boolean>;
  /** From `pending` to `uploaded`. @returns False where it is not pending any more; nothing is written then. */
  markUploaded(id: string, file: StoredFile): Promise<boolean>;
  /**
   * From `pending` or `uploaded` to `deleted`: nothing can claim it after that, and its objects may go.
   * @returns What it was; nothing where it was claimed, deleted, is not there, or does not meet the condition.
   */
  markDeleted(id: string, condition?: DeleteCondition): Promise<StoredAttachment | undefined>;
  /** From `claimed` by this request to `deleted`. @returns What it was; nothing where the request does not hold it. */
  releaseClaimed(id: string, requestId: string): Promise<StoredAttachment | undefined>;
  /**
   * Takes one whose objects are gone off the list of those to sweep, and its name with it.
   * @param lookAgainAt - Keeps it on the list instead, from this moment on: an object may still be on its way.
   */
  forget(id: string, lookAgainAt?: string): Promise<void>;
  /** Ids of those whose unclaimed time ran out before a moment, and of those deleted whose objects may still be there. */
  idsToSweep(before: string): AsyncIterable<string>;
  /** Places in quarantine nobody may need any more: a form can be sent again after its upload was completed. */
  quarantinedUntil(before: string): AsyncIterable<{ readonly id: string; readonly key: string }>;
  forgetQuarantined(id: string): Promise<void>;
}

/** What an attachment must be, beside unclaimed, to be deleted. */
export interface DeleteCondition {
  /** Its time ran out before this moment. */
  readonly expiredBefore?: string;
  /** Nobody has completed it. */
  readonly onlyPending?: boolean;
}

/** An object as it lies in the store. */
export interface ObjectMark {
  /** Of its bytes, as the store checked it when they came, in lower-case hexadecimal; nothing where they came without. */
  readonly sha256: string | undefined;
  readonly sizeBytes: number;
}

/** Keeps the bytes of attachments: those that were checked, and those a direct upload has not had checked yet. */
export interface AttachmentObjects {
  /** Stores checked bytes. @returns The store's own mark of them, which another writing of the same bytes may change. */
  put(key: string, bytes: Uint8Array, contentType: string, sha256: string): Promise<string>;
  /** @returns Nothing where there is no such object. */
  head(key: string): Promise<ObjectMark | undefined>;
  /** SHA-256 of an object, in lower-case hexadecimal, read as a stream. @returns Nothing where there is no such object. */
  digest(key: string): Promise<string | undefined>;
  /** A link that downloads an object as a file, never shown in a page, for `seconds`. */
  link(key: string, disposition: string, contentType: string, seconds: number): Promise<string>;
  /** Removes objects, where they are there. */
  remove(key: string): Promise<void>;
}

/** The form of a direct upload. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Where direct uploads are thrown away from. */
export interface QuarantineBin {
  /** Removes an object, where it is there. */
  remove(key: string): Promise<void>;
}

/** Where direct uploads arrive, unchecked. Nothing is ever served from here. */
export interface Quarantine extends QuarantineBin {
  /** A form that takes one object of exactly so many bytes under exactly this key, for `seconds`. */
  form(key: string, sizeBytes: number, seconds: number): Promise<UploadForm>;
  /** @returns The bytes and the mark of what lies there now; nothing where nothing does, `too_large` past `maxBytes`. */
  read(key: string, maxBytes: number): Promise<{ readonly bytes: Uint8Array; readonly etag: string } | 'too_large' | undefined>;
}

/** Where the scanner finds the bytes: with the call, or in quarantine under the mark that was read. */
export type ScanTarget =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'object'; readonly key: string; readonly etag: string };
