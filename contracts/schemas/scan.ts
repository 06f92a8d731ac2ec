import * as z from 'zod/mini';
import { limits } from '../limits.ts';

/** Why a file can't be judged: its sender can mend that. */
const unscannableReason = z.lazy(() => z.enum(['empty', 'encrypted', 'over_limits', 'unreadable']));

/** Why a file that can't be judged is refused. */
export type UnscannableReason = z.output<typeof unscannableReason>;

/**
 * Why there is no verdict: nothing the sender can mend.
 *
 * - `not_reached`: no such host, connection refused or reset
 * - `deadline`: no whole answer in time
 * - `truncated`: the answer ended before it was whole
 * - `malformed`: not an ICAP answer, or one past our bounds
 * - `refused`: an ICAP status that says neither clean nor infected
 * - `no_proof`: an answer that does not show that the whole file was looked at
 * - `engine_missing`: the scanner runs without its engine
 * - `canary_blind`: the scanner let known-bad files through, or refused a good one
 * - `canary_down`: the scanner gave no verdict on the canary
 */
const unavailableReason = z.lazy(() =>
  z.enum(['not_reached', 'deadline', 'truncated', 'malformed', 'refused', 'no_proof', 'engine_missing', 'canary_blind', 'canary_down']),
);

/** Why there is no verdict. */
export type UnavailableReason = z.output<typeof unavailableReason>;

/**
 * What a scan came to. Closed, and never a boolean: only `clean` opens a door, and it names the bytes it speaks of.
 * @see CONTRACT section 6, "The scanner's word"
 */
export const scanVerdict = z.lazy(() =>
  z.discriminatedUnion('verdict', [
    z.strictObject({
      verdict: z.literal('clean'),
      /** SHA-256 of the scanned bytes, in lower-case hexadecimal. */
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      sizeBytes: z.int().check(z.gte(1)),
    }),
    z.strictObject({ verdict: z.literal('infected'), threat: z.string().check(z.minLength(1), z.maxLength(limits.threatCharacters)) }),
    z.strictObject({ verdict: z.literal('unscannable'), reason: unscannableReason }),
    z.strictObject({ verdict: z.literal('unavailable'), reason: unavailableReason }),
  ]),
);

/** What a scan came to. */
export type ScanVerdict = z.output<typeof scanVerdict>;

/** What the scan function is asked: to look at bytes that come along in base64, at an object in quarantine, or to send its canary. */
export const scanRequest = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bytes'), base64: z.string() }),
    z.strictObject({ kind: z.literal('object'), key: z.string(), etag: z.string() }),
    z.strictObject({ kind: z.literal('canary') }),
  ]),
);

/** What the scan function is asked. */
export type ScanRequest = z.output<typeof scanRequest>;

/** How the canary stands. */
export const canaryState = z.lazy(() => z.object({ canary: z.enum(['good', 'blind', 'down']) }));
