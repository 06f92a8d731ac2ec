import type { CanaryProbe } from './canary-probes.ts';
import { canaryProbes } from './canary-probes.ts';
import type { AttachmentScanner } from './scanner-port.ts';
import type { ScanVerdict } from './verdict.ts';
import { unavailable } from './verdict.ts';

/**
 * What the canary came to.
 *
 * - `good`: every bad file was found and the clean one passed
 * - `blind`: at least one verdict was wrong
 * - `down`: no verdict was wrong, but at least one is missing
 */
export interface CanaryResult {
  readonly state: 'good' | 'blind' | 'down';
  /** The probes that missed, such as `pdf`. Empty when good. */
  readonly missed: readonly CanaryProbe['name'][];
  /** Milliseconds since 1970 when the canary was sent: its age counts from there, not from the answer. */
  readonly sentAt: number;
  /**
   * The scanner's lives that found a bad file, where the scanner tells: more than one when several stand behind one name. One that
   * was only asked for the clean file has proved nothing.
   */
  readonly generations: readonly (string | undefined)[];
}

/** Milliseconds a good canary vouches for the scanner: a blind one is noticed within a minute (DESIGN, "Scanning"). */
export const canaryLifetimeMs = 60_000;

/** Milliseconds a bad canary stands before it is sent again: soon enough to be back quickly, rare enough not to burden a scanner that is down. */
export const canaryRetryMs = 5_000;

/** Sends the five probes at once and judges the answers. Never rejects. */
export async function sendCanary(scanner: AttachmentScanner, now: () => number, deadline: number): Promise<CanaryResult> {
  const sentAt = now();
  const generations = new Set<string | undefined>();
  const answers = await Promise.all(
    canaryProbes().map(async (probe) => {
      const outcome = judgeProbe(probe, await scanner.scan(probe.bytes, deadline));
      if (probe.expects === 'infected') generations.add(scanner.generation?.());
      return { probe, outcome };
    }),
  );
  const missed = answers.filter(({ outcome }) => outcome !== 'right');
  const wrong = missed.some(({ outcome }) => outcome === 'wrong');
  return {
    state: missed.length === 0 ? 'good' : wrong ? 'blind' : 'down',
    missed: missed.map(({ probe }) => probe.name),
    sentAt,
    generations: [...generations],
  };
}

/** Whether the verdict is the known one. A scanner that can't look at a probe is as wrong as one that passes it; no verdict at all is `missing`. */
export function judgeProbe(probe: CanaryProbe, verdict: ScanVerdict): 'right' | 'wrong' | 'missing' {
  if (verdict.verdict === 'unavailable') return verdict.reason === 'engine_missing' ? 'wrong' : 'missing';
  return verdict.verdict === probe.expects ? 'right' : 'wrong';
}

/** Whether the canary has to be sent before the scanner's word counts again. A clock that went backwards makes it due. */
export function canaryIsDue(latest: CanaryResult | undefined, now: number): boolean {
  if (latest === undefined) return true;
  const age = now - latest.sentAt;
  return age < 0 || age >= (latest.state === 'good' ? canaryLifetimeMs : canaryRetryMs);
}

/** What a file's scan comes to while the canary is not good; nothing when it is. */
export function verdictOfCanary(result: CanaryResult): ScanVerdict | undefined {
  if (result.state === 'good') return undefined;
  return unavailable(result.state === 'blind' ? 'canary_blind' : 'canary_down');
}
