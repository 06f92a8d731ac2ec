import * as z from 'zod/mini';
import { fileMembers } from '../schemas/file-members.ts';
import { timestamp } from '../schemas/timestamp.ts';

/** The life of an attachment (DESIGN section 2): `pending` until its bytes are checked and stored, `deleted` for good. */
const attachmentStates = ['pending', 'uploaded', 'claimed', 'deleted'] as const;

/** Where an attachment is in its life. */
export type AttachmentState = (typeof attachmentStates)[number];

/** What is known of a file once it was checked and stored. */
const storedFile = z.lazy(() =>
  z.object({
    ...fileMembers(),
    /** SHA-256 of the bytes that were scanned, in lower-case hexadecimal. */
    sha256: z.string(),
    object_key: z.string(),
    /** The store's own mark of the object's bytes, to notice another one. */
    etag: z.string(),
    /** What a reader should know of the content, such as `javascript`. */
    flags: z.array(z.string()),
  }),
);

/** What is known of a file once it was checked and stored. */
export type StoredFile = z.output<typeof storedFile>;

/** An attachment as it is stored. */
export const storedAttachment = z.lazy(() =>
  z.object({
    id: z.string(),
    state: z.enum(attachmentStates),
    policy_key: z.string(),
    field_name: z.string(),
    /** Null where the upload named no property: any may claim it then. */
    property_id: z.nullable(z.string()),
    /** SHA-256 of the token that lets its sender delete it, in hexadecimal. */
    token_hash: z.string(),
    created_at: timestamp,
    /** When it is swept unless a request claims it. */
    unclaimed_until: timestamp,
    /** What a direct upload announced; null for one that came in a form. */
    announced: z.nullable(z.object({ file_name: z.string(), size_bytes: z.int(), quarantine_key: z.string() })),
    /** Keys under which objects of it may lie, written before the object is, so that none can be forgotten. */
    planned_keys: z.array(z.string()),
    /** Null until it is uploaded. */
    file: z.nullable(storedFile),
    request_id: z.nullable(z.string()),
  }),
);

/** An attachment as it is stored. */
export type StoredAttachment = z.output<typeof storedAttachment>;

/** A file as its request knows it: what a list shows without reading the attachment itself. */
export const storedAttachedFile = z.lazy(() => z.object({ id: z.string(), ...fileMembers() }));

/** A file as its request knows it. */
export type StoredAttachedFile = z.output<typeof storedAttachedFile>;
