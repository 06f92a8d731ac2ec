import * as z from 'zod/mini';
import { connectionTypes } from './schemas/connections.ts';
import { field } from './schemas/manual-requests.ts';
import { actionType } from './schemas/policies.ts';
import { timestamp } from './schemas/primitives.ts';
import { identity } from './schemas/privacy-requests.ts';
import { storedStatuses } from './statuses.ts';

/** The fields of a manual request as they are stored with their connection, so that both change and go together. */
export const storedManualRequest = z.object({
  id: z.string(),
  fields: z.array(field),
  /** Names what is asked (`versionOf`), so that input knows which definition it answered. */
  version: z.string(),
});

/** The fields of a manual request as they are stored. */
export type StoredManualRequest = z.output<typeof storedManualRequest>;

/** A connection as it is stored. */
export const storedConnection = z.object({
  key: z.string(),
  name: z.nullable(z.string()),
  description: z.nullable(z.string()),
  connection_type: z.enum(connectionTypes),
  access: z.enum(['read', 'write']),
  disabled: z.boolean(),
  /** What the secrets are called; their values are in the secret store alone, under this id. Null where there are none. */
  secrets: z.nullable(z.object({ id: z.string(), names: z.array(z.string()) })),
  /** The keys of its datasets; the datasets themselves lie beside it. */
  datasets: z._default(z.array(z.string()), []),
  manual_request: z.nullable(storedManualRequest),
  created_at: timestamp,
  updated_at: timestamp,
  /** Grows with every change; a write names the revision it read. */
  revision: z.int(),
});

/** A connection as it is stored. */
export type StoredConnection = z.output<typeof storedConnection>;

/** A custom field as it is stored. */
export const storedCustomField = z.object({
  label: z.string(),
  value: z.union([z.string(), z.array(z.string())]),
  /** The value is a list of attachment ids. */
  files: z.optional(z.literal(true)),
});

/** A custom field as it is stored. */
export type StoredCustomField = z.output<typeof storedCustomField>;

/** A privacy request as it is stored. The task token lies beside it and is read by nobody but resume. */
export const storedRequest = z.object({
  id: z.string(),
  status: z.enum(storedStatuses),
  policy: z.object({ key: z.string(), name: z.string(), action_type: actionType }),
  property_id: z.nullable(z.string()),
  external_id: z.nullable(z.string()),
  location: z.nullable(z.string()),
  identity,
  custom_fields: z.record(z.string(), storedCustomField),
  created_at: timestamp,
  updated_at: timestamp,
  due_at: timestamp,
  started_processing_at: z.nullable(timestamp),
  finished_at: z.nullable(timestamp),
  reviewed_at: z.nullable(timestamp),
  reviewed_by: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  failure: z.nullable(z.object({ code: z.string(), message: z.string() })),
  /** Which execution owns the request: a repair or a retry counts on. */
  attempt: z.int(),
  /** The manual connections whose answers go into the package, in order; null until the check passed. */
  manual_sources: z.nullable(z.array(z.string())),
  /** The automatic connections that are collected, in order; null until the check passed. */
  automatic_sources: z._default(z.nullable(z.array(z.string())), null),
  /** Where the finished package lies; null until it is built. */
  package_key: z.nullable(z.string()),
});

/** A privacy request as it is stored. */
export type StoredRequest = z.output<typeof storedRequest>;

/** One connection's manual input as it is stored. A list keeps the order of the definition, which a map would lose. */
export const storedManualInput = z.object({
  request_id: z.string(),
  connection_key: z.string(),
  /** Every label of the definition it answered, with its text or null. */
  answers: z.array(z.tuple([z.string(), z.nullable(z.string())])),
  definition_version: z.string(),
  uploaded_at: timestamp,
  uploaded_by: z.string(),
});

/** One connection's manual input as it is stored. */
export type StoredManualInput = z.output<typeof storedManualInput>;

/** What became of one automatic connection of a request. */
export const storedSource = z.object({
  request_id: z.string(),
  connection_key: z.string(),
  /** The execution that collected it, or tried last. */
  attempt: z.int(),
  /** Null until it is collected; then it is not read again. */
  collected_at: z.nullable(timestamp),
  /** Why the latest try failed, in words for a reviewer. */
  failure: z.nullable(z.string()),
  /** Where the rows lie, collection by collection, in the order in which they were read. */
  parts: z.array(z.object({ source: z.string(), object_key: z.string(), rows: z.int() })),
});

/** What became of one automatic connection of a request. */
export type StoredSource = z.output<typeof storedSource>;

/**
 * Where the mail with the link of a request's package is: `sending` from the claim of a try to its end, `open` after a try that
 * failed, then `sent`, `refused` (the mail service will never take the address) or `skipped` (there is nobody to write to).
 */
export const deliveryStates = ['sending', 'open', 'sent', 'refused', 'skipped'] as const;

/** What is known of the delivery of a request's package to the person. */
export const storedDelivery = z.object({
  request_id: z.string(),
  state: z.enum(deliveryStates),
  /** The execution that made the latest try. */
  attempt: z.int(),
  /** SHA-256 of the one token that opens the package, in lower-case hexadecimal; null where no link was made. */
  token_hash: z.nullable(z.string()),
  valid_until: timestamp,
  /** Tries to send the mail so far. */
  tries: z.int(),
  /** When the latest try began. */
  claimed_at: timestamp,
  sent_at: z.nullable(timestamp),
  /** How often the link was used. */
  downloads: z.int(),
});

/** What is known of the delivery of a request's package to the person. */
export type StoredDelivery = z.output<typeof storedDelivery>;

/** The life of an attachment (DESIGN section 2): `pending` until its bytes are checked and stored, `deleted` for good. */
export const attachmentStates = ['pending', 'uploaded', 'claimed', 'deleted'] as const;

/** Where an attachment is in its life. */
export type AttachmentState = (typeof attachmentStates)[number];

/** What is known of a file once it was checked and stored. */
export const storedFile = z.object({
  /** Cleaned for display; the object's key is the server's own. */
  file_name: z.string(),
  /** The canonical type of the bytes, never the client's. */
  content_type: z.string(),
  size_bytes: z.int(),
  /** SHA-256 of the bytes that were scanned, in lower-case hexadecimal. */
  sha256: z.string(),
  object_key: z.string(),
  /** The store's own mark of the object's bytes, to notice another one. */
  etag: z.string(),
  /** False where scanning was switched off when it came. */
  scanned: z.boolean(),
  /** What a reader should know of the content, such as `javascript`. */
  flags: z.array(z.string()),
});

/** What is known of a file once it was checked and stored. */
export type StoredFile = z.output<typeof storedFile>;

/** An attachment as it is stored. */
export const storedAttachment = z.object({
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
});

/** An attachment as it is stored. */
export type StoredAttachment = z.output<typeof storedAttachment>;

/** A file as its request knows it: what a list shows without reading the attachment itself. */
export const storedAttachedFile = z.object({
  id: z.string(),
  file_name: z.string(),
  content_type: z.string(),
  size_bytes: z.int(),
  scanned: z.boolean(),
});
