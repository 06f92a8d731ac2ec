import type { CanaryResult } from './canary.ts';
import { canaryIsDue, sendCanary, verdictOfCanary } from './canary.ts';
import type { AttachmentScanner } from './scanner-port.ts';
import type { ScanVerdict } from './verdict.ts';
import { unavailable } from './verdict.ts';

/** A scanner whose word counts only while its canary is good. */
export interface GuardedScanner extends AttachmentScanner {
  /** Sends the canary if it is due and tells how it stands. For health checks, and for a timer that keeps it fresh. */
  check(deadline: number): Promise<CanaryResult>;
  /** How the canary stood last, however long ago. */
  latest(): CanaryResult | undefined;
}

/** How the guard tells the time and whom it tells. */
export interface GuardOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Hears of every canary, so that a log line or a metric can raise the alarm. */
  readonly onCanary?: (result: CanaryResult) => void;
}

/**
 * Puts the canary in front of a scanner: at the first file, every minute, and when the scanner was started anew.
 * Keep one for the life of the process, so that all scans share what the canary said.
 */
export function guardScanner(scanner: AttachmentScanner, options: GuardOptions): GuardedScanner {
  let latest: CanaryResult | undefined;
  let underWay: Promise<CanaryResult> | undefined;

  async function send(deadline: number): Promise<CanaryResult> {
    // Files that arrive together wait for one canary.
    underWay ??= sendCanary(scanner, options.now, deadline)
      .then((result) => {
        latest = result;
        options.onCanary?.(result);
        return result;
      })
      .finally(() => {
        underWay = undefined;
      });
    return await withinDeadline(underWay, deadline, options.now);
  }

  async function check(deadline: number): Promise<CanaryResult> {
    return latest === undefined || canaryIsDue(latest, options.now()) ? await send(deadline) : latest;
  }

  async function scan(bytes: Uint8Array, deadline: number): Promise<ScanVerdict> {
    const before = await check(deadline);
    const refusal = verdictOfCanary(before);
    if (refusal !== undefined) return refusal;
    const verdict = await scanner.scan(bytes, deadline);
    // A scan without a verdict makes the canary due: health and the next file hear at once that the scanner is gone.
    if (verdict.verdict === 'unavailable') latest = undefined;
    if (verdict.verdict !== 'clean' || before.generations.includes(scanner.generation?.())) return verdict;
    // Another life of the scanner answered than the canary met: ask the canary, then ask again for the file.
    const after = await send(deadline);
    const laterRefusal = verdictOfCanary(after);
    if (laterRefusal !== undefined) return laterRefusal;
    const second = await scanner.scan(bytes, deadline);
    return second.verdict === 'clean' && !after.generations.includes(scanner.generation?.()) ? unavailable('no_proof') : second;
  }

  return { scan, check, latest: () => latest, generation: () => scanner.generation?.() };
}

/** A canary that someone else sent may have a later deadline than ours: we don't wait past ours. */
async function withinDeadline(canary: Promise<CanaryResult>, deadline: number, now: () => number): Promise<CanaryResult> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<CanaryResult>((resolve) => {
    const sentAt = now();
    timer = setTimeout(() => resolve({ state: 'down', missed: [], sentAt, generations: [] }), Math.max(0, deadline - sentAt));
  });
  try {
    return await Promise.race([canary, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
