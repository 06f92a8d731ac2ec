import * as z from 'zod/mini';
import { timestamp } from './timestamp.ts';

/**
 * `PATCH /privacy-request/{id}/access_manual_request/{key}`: label to text or null. Only the outer shape is checked here; the
 * labels are those of the connection's definition, so `core/manual-requests/judge-manual-input.ts` judges them, from the JSON as
 * it was sent: a record schema drops the label `__proto__`, and with it an answer.
 */
export const manualInputIn = z.lazy(() => z.record(z.string(), z.unknown()));

/** What `GET` and `PATCH` of the same path answer (CONTRACT section 8). */
export const manualInputOut = z.lazy(() =>
  z.object({
    /** Whether the input covers the definition as it is now. */
    checked: z.boolean(),
    fields: z.record(z.string(), z.nullable(z.string())),
    uploaded_at: z.nullable(timestamp),
    uploaded_by: z.nullable(z.string()),
    definition_changed: z.boolean(),
  }),
);

/** One connection's manual input. */
export type ManualInputOut = z.output<typeof manualInputOut>;
