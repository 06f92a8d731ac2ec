import * as z from 'zod/mini';
import { actionType } from '../schemas/action-type.ts';
import { identity } from '../schemas/identity.ts';
import { timestamp } from '../schemas/timestamp.ts';
import { storedStatuses } from '../statuses.ts';

/** A custom field as it is stored. */
const storedCustomField = z.lazy(() =>
  z.object({
    label: z.string(),
    value: z.union([z.string(), z.array(z.string())]),
    /** The value is a list of attachment ids. */
    files: z.optional(z.literal(true)),
  }),
);

/** A custom field as it is stored. */
export type StoredCustomField = z.output<typeof storedCustomField>;

/** A privacy request as it is stored. The task token lies beside it and is read by nobody but resume. */
export const storedRequest = z.lazy(() =>
  z.object({
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
  }),
);

/** A privacy request as it is stored. */
export type StoredRequest = z.output<typeof storedRequest>;
