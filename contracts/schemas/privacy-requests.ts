import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { statuses } from '../statuses.ts';
import { actionType } from './action-type.ts';
import { identity } from './identity.ts';
import { bulkAnswer, pageOf, pageQuery, queryFlag, wholeText } from './primitives.ts';
import { timestamp } from './timestamp.ts';

const optionalText = z.optional(z.nullable(wholeText(limits.nameCharacters)));

/**
 * One request as a caller sends it. An identity of an unknown kind refuses the call; everything that is judged item by item
 * (values, fields, policy, property) arrives unchecked and is judged by `core/privacy-requests/submit-request.ts`.
 */
export const submissionIn = z.lazy(() =>
  z.object({
    identity: z.strictObject({
      email: z.optional(z.unknown()),
      phone_number: z.optional(z.unknown()),
      name: z.optional(z.unknown()),
      external_id: z.optional(z.unknown()),
    }),
    policy_key: wholeText(limits.nameCharacters),
    property_id: optionalText,
    custom_privacy_request_fields: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
    external_id: optionalText,
    location: optionalText,
  }),
);

/** One request as a caller sends it. */
export type SubmissionIn = z.output<typeof submissionIn>;

/** `POST /privacy-request`: a list of 1 to 50. */
export const submissionsIn = z.lazy(() => z.array(submissionIn).check(z.minLength(1), z.maxLength(limits.bulkItems)));

/** `Idempotency-Key` (CONTRACT section 7). */
export const submissionHeaders = z.lazy(() =>
  z.object({
    'idempotency-key': z.optional(z.string().check(z.minLength(1), z.maxLength(limits.idempotencyKeyCharacters))),
  }),
);

/** One file of a file field as a reviewer sees it. */
export const attachedFile = z.lazy(() =>
  z.object({
    id: z.string(),
    file_name: z.string(),
    content_type: z.string(),
    size_bytes: z.int(),
    /** False where the scanner was switched off when the file came. */
    scanned: z.boolean(),
    download_url_endpoint: z.string(),
  }),
);

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
export const publicRequestOut = z.object({
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
});

/** A request as anyone may see it. */
export type PublicRequestOut = z.output<typeof publicRequestOut>;

/** A request as a token with `privacy-request:read` sees it. */
export const requestOut = z.lazy(() =>
  z.extend(publicRequestOut, {
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

export const submissionsAnswer = bulkAnswer(publicRequestOut);
export const requestPage = pageOf(requestOut);
export const reviewAnswer = bulkAnswer(requestOut);

/** Filters of `GET /privacy-request`. `status` can be given several times. */
export const requestQuery = z.lazy(() =>
  z.object({
    ...pageQuery,
    id: z.optional(z.string().check(z.maxLength(limits.nameCharacters))),
    status: z.optional(
      z.union([
        z.array(z.enum(statuses)).check(z.maxLength(statuses.length)),
        z.pipe(
          z.enum(statuses),
          z.transform((one) => [one]),
        ),
      ]),
    ),
    created_gt: z.optional(timestamp),
    created_lt: z.optional(timestamp),
    policy_key: z.optional(z.string().check(z.maxLength(limits.nameCharacters))),
    property_id: z.optional(z.string().check(z.maxLength(limits.nameCharacters))),
    identity: z.optional(z.string().check(z.maxLength(limits.textCharacters))),
    is_overdue: z.optional(queryFlag),
    sort_direction: z._default(z.enum(['asc', 'desc']), 'desc'),
  }),
);

/** Filters of `GET /privacy-request`. */
export type RequestQuery = z.output<typeof requestQuery>;

/** `PATCH /privacy-request/administrate/…` */
export const reviewIn = z.object({
  request_ids: z.array(z.string().check(z.maxLength(limits.nameCharacters))).check(z.minLength(1), z.maxLength(limits.bulkItems)),
  reason: z.optional(z.nullable(z.string().check(z.trim(), z.maxLength(limits.textCharacters)))),
});

/** As `reviewIn`, but the reason must be there: a denial without one helps nobody. */
export const denyIn = z.lazy(() =>
  z.extend(reviewIn, { reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.textCharacters)) }),
);
