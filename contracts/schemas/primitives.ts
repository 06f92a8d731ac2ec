import * as z from 'zod/mini';
import { limits } from '../limits.ts';

/** Text that is trimmed and then has 1 to `max` characters. */
export function trimmedText(max: number) {
  return z.lazy(() => z.string().check(z.trim(), z.minLength(1), z.maxLength(max)));
}

/** Text of at most `max` characters, none of them half of one: a store keeps such a half as something else, or not at all. */
export function wholeText(max: number) {
  return z.string().check(
    z.maxLength(max),
    z.refine((text) => text.isWellFormed()),
  );
}

/** A key callers choose: letters, digits, `_`, `.` and `-` (CONTRACT section 2). */
export const keyPattern = /^[A-Za-z0-9_.-]+$/;

/** A well-formed key of at most 200 characters. */
export const key = z.lazy(() => z.string().check(z.regex(keyPattern), z.maxLength(limits.nameCharacters)));

/** `?page=` and `?size=` as they arrive, as text. */
export const pageQuery = {
  page: z.lazy(() => z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(limits.pageNumber)), 1)),
  size: z.lazy(() => z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(limits.pageSize)), limits.pageSizeDefault)),
};

/** `true` or `false` as text of a query. */
export const queryFlag = z.lazy(() =>
  z.pipe(
    z.enum(['true', 'false']),
    z.transform((text) => text === 'true'),
  ),
);

/** A page of items (CONTRACT section 1). */
export function pageOf<T extends z.core.SomeType>(item: T) {
  return z.lazy(() => z.object({ items: z.array(item), total: z.int(), page: z.int(), size: z.int(), pages: z.int() }));
}

/** What became of each item of a bulk call (CONTRACT section 1). `data` holds only keys and ids. */
export function bulkAnswer<T extends z.core.SomeType>(item: T) {
  return z.lazy(() => z.object({ succeeded: z.array(item), failed: z.array(bulkFailure) }));
}

/** One item of a bulk call that could not be done. */
export const bulkFailure = z.lazy(() =>
  z.object({
    message: z.string(),
    index: z.int(),
    data: z.record(z.string(), z.nullable(z.string())),
  }),
);

/** One item of a bulk call that could not be done. */
export type BulkFailure = z.output<typeof bulkFailure>;

/** What became of each item of a bulk call. */
export interface BulkAnswer<T> {
  readonly succeeded: readonly T[];
  readonly failed: readonly BulkFailure[];
}

/** A page of items. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly pages: number;
}
