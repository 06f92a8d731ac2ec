import { createHash } from 'node:crypto';
import { limits } from '../../contracts/limits.ts';
import type { ScanVerdict, UnavailableReason, UnscannableReason } from '../../contracts/schemas/scan.ts';

export type { ScanVerdict, UnavailableReason, UnscannableReason };

/** The one verdict that opens a door, pinned to the bytes it speaks of. */
export function clean(bytes: Uint8Array): ScanVerdict {
  return { verdict: 'clean', sha256: createHash('sha256').update(bytes).digest('hex'), sizeBytes: bytes.length };
}

/** A threat was found. `threat` comes from the scanner: only letters, digits and `._:/-` of it are kept, at most 200 of them. */
export function infected(threat: string): ScanVerdict {
  const kept = threat.replace(/[^A-Za-z0-9._:/-]+/g, ' ').trim();
  return { verdict: 'infected', threat: kept === '' ? 'unnamed' : kept.slice(0, limits.threatCharacters) };
}

/** The file can't be judged: encrypted, over the scanner's limits, or not to be read. */
export function unscannable(reason: UnscannableReason): ScanVerdict {
  return { verdict: 'unscannable', reason };
}

/** There is no verdict. Nothing may be kept. */
export function unavailable(reason: UnavailableReason): ScanVerdict {
  return { verdict: 'unavailable', reason };
}
