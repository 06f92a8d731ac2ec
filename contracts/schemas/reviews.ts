import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { statuses } from '../statuses.ts';
import { bulkAnswer, pageOf, pageQuery, queryFlag } from './primitives.ts';
import { requestOut } from './privacy-requests.ts';
import { timestamp } from './timestamp.ts';

/** A page of requests. */
export const requestPage = pageOf(requestOut);

/** What became of each request of a decision. */
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
export const reviewIn = z.lazy(() =>
  z.object({ request_ids: reviewedIds(), reason: z.optional(z.nullable(z.string().check(z.trim(), z.maxLength(limits.textCharacters)))) }),
);

/** As `reviewIn`, but the reason must be there: a denial without one helps nobody. */
export const denyIn = z.lazy(() =>
  z.object({ request_ids: reviewedIds(), reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.textCharacters)) }),
);

function reviewedIds() {
  return z.array(z.string().check(z.maxLength(limits.nameCharacters))).check(z.minLength(1), z.maxLength(limits.bulkItems));
}
