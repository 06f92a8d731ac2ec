import * as z from 'zod/mini';
import { timestamp } from '../schemas/timestamp.ts';

/**
 * Where the mail with the link of a request's package is: `sending` from the claim of a try to its end, `open` after a try that
 * failed, then `sent`, `refused` (the mail service will never take the address) or `skipped` (there is nobody to write to).
 */
const deliveryStates = ['sending', 'open', 'sent', 'refused', 'skipped'] as const;

/** What is known of the delivery of a request's package to the person. */
export const storedDelivery = z.lazy(() =>
  z.object({
    request_id: z.string(),
    state: z.enum(deliveryStates),
    /** The execution that made the latest try. */
    attempt: z.int(),
    /** SHA-256 of the one token that opens the package, in lower-case hexadecimal; null where no link was made. */
    token_hash: z.nullable(z.string()),
    valid_until: timestamp,
    /** Tries to send the mail so far. */
    tries: z.int(),
    /** When the latest try began. */
    claimed_at: timestamp,
    sent_at: z.nullable(timestamp),
    /** How often the link was used. */
    downloads: z.int(),
  }),
);

/** What is known of the delivery of a request's package to the person. */
export type StoredDelivery = z.output<typeof storedDelivery>;
