import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { actionType } from './action-type.ts';
import { bulkAnswer, pageOf, pageQuery } from './primitives.ts';
import { timestamp } from './timestamp.ts';

/** Days in which a request must be answered where a policy names none (CONTRACT section 4). */
export const defaultTimeframeDays = 45;

/**
 * Which fields of automatic sources a policy gives out: those with one of these categories, or one below it on the dots. Null or
 * absent: all fields. Manual input is never filtered.
 */
const dataCategories = z.lazy(() =>
  z
    .array(z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.nameCharacters)))
    .check(z.minLength(1), z.maxLength(limits.categoriesPerPolicy)),
);

/** One policy as a caller sends it. */
export const policyIn = z.lazy(() =>
  z.object({
    key: z.optional(z.nullable(z.string().check(z.maxLength(limits.nameCharacters)))),
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(limits.nameCharacters)),
    action_type: actionType,
    execution_timeframe_days: z._default(z.int().check(z.gte(1), z.lte(limits.timeframeDays)), defaultTimeframeDays),
    data_categories: z.optional(z.nullable(dataCategories)),
  }),
);

/** One policy as a caller sends it. */
export type PolicyIn = z.output<typeof policyIn>;

/** `PATCH /dsr/policy`. */
export const policiesIn = z.lazy(() =>
  z.union([
    z.array(policyIn).check(z.maxLength(limits.bulkItems)),
    z.pipe(
      policyIn,
      z.transform((one) => [one]),
    ),
  ]),
);

/** One policy as it is kept and answered. */
export const policy = z.lazy(() =>
  z.object({
    key: z.string(),
    name: z.string(),
    action_type: actionType,
    execution_timeframe_days: z.int(),
    data_categories: z._default(z.nullable(z.array(z.string())), null),
    created_at: timestamp,
    updated_at: timestamp,
  }),
);

/** One policy. */
export type Policy = z.output<typeof policy>;

export const policiesAnswer = bulkAnswer(policy);
export const policyPage = pageOf(policy);
export const policyQuery = z.lazy(() => z.object({ ...pageQuery }));
