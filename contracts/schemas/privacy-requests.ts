import * as z from 'zod/mini';
import { statuses } from '../statuses.ts';
import { actionType } from './action-type.ts';
import { fileMembers } from './file-members.ts';
import { identity } from './identity.ts';
import { timestamp } from './timestamp.ts';

/** One file of a file field as a reviewer sees it. */
export const attachedFile = z.lazy(() => z.object({ id: z.string(), ...fileMembers(), download_url_endpoint: z.string() }));

/** One custom field as a reviewer sees it. */
export const customFieldOut = z.lazy(() =>
  z.object({
    label: z.string(),
    value: z.union([z.string(), z.array(z.string()), z.array(attachedFile)]),
  }),
);

/** A custom field as a reviewer sees it. */
export type CustomFieldOut = z.output<typeof customFieldOut>;

/** A request as anyone may see it: no identity, no custom field (CONTRACT section 7). */
export const publicRequestOut = z.lazy(() => z.object(publicMembers()));

function publicMembers() {
  return {
    id: z.string(),
    status: z.enum(statuses),
    policy: z.object({ key: z.string(), name: z.string(), action_type: actionType }),
    property_id: z.nullable(z.string()),
    external_id: z.nullable(z.string()),
    created_at: timestamp,
    due_at: timestamp,
    /** Whole days to the due date by UTC dates: 0 on the day itself, negative after it. */
    days_left: z.int(),
    started_processing_at: z.nullable(timestamp),
    finished_at: z.nullable(timestamp),
    reviewed_at: z.nullable(timestamp),
    reviewed_by: z.nullable(z.string()),
    /** Where to resume; only while manual input is awaited. */
    resume_endpoint: z.optional(z.string()),
  };
}

/** A request as anyone may see it. */
export type PublicRequestOut = z.output<typeof publicRequestOut>;

/** A request as a token with `privacy-request:read` sees it. */
export const requestOut = z.lazy(() =>
  z.object({
    ...publicMembers(),
    identity: z.optional(identity),
    custom_privacy_request_fields: z.optional(z.record(z.string(), customFieldOut)),
    /** Keys of the connections whose input is missing; only while manual input is awaited. */
    waiting_for: z.optional(z.array(z.string())),
    /** Why it was denied or canceled, where a reviewer said so. */
    reason: z.optional(z.string()),
    /** Why it failed, in words for a reviewer; only in status `error`. */
    failure: z.optional(z.object({ code: z.string(), message: z.string() })),
  }),
);

/** A request as a reviewer sees it. */
export type RequestOut = z.output<typeof requestOut>;
