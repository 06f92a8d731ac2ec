import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { bulkAnswer, wholeText } from './primitives.ts';
import { publicRequestOut } from './privacy-requests.ts';

const optionalText = z.lazy(() => z.optional(z.nullable(wholeText(limits.nameCharacters))));

/**
 * One request as a caller sends it. An identity of an unknown kind refuses the call; everything that is judged item by item
 * (values, fields, policy, property) arrives unchecked and is judged by `core/privacy-requests/submit-requests.ts`.
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

/** What became of each submission. */
export const submissionsAnswer = bulkAnswer(publicRequestOut);
