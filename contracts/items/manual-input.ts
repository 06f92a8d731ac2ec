import * as z from 'zod/mini';
import { timestamp } from '../schemas/timestamp.ts';

/** One connection's manual input as it is stored. A list keeps the order of the definition, which a map would lose. */
export const storedManualInput = z.lazy(() =>
  z.object({
    request_id: z.string(),
    connection_key: z.string(),
    /** Every label of the definition it answered, with its text or null. */
    answers: z.array(z.tuple([z.string(), z.nullable(z.string())])),
    definition_version: z.string(),
    uploaded_at: timestamp,
    uploaded_by: z.string(),
  }),
);

/** One connection's manual input as it is stored. */
export type StoredManualInput = z.output<typeof storedManualInput>;
