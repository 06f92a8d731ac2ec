import * as z from 'zod/mini';
import { timestamp } from '../schemas/timestamp.ts';

/** What became of one automatic connection of a request. */
export const storedSource = z.lazy(() =>
  z.object({
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
  }),
);

/** What became of one automatic connection of a request. */
export type StoredSource = z.output<typeof storedSource>;
