import { keyPattern } from '../contracts/schemas/primitives.ts';

/**
 * The small and the capital sharp s, by number: a bundle keeps what stands in a regular expression as it is, and one character beyond
 * Latin-1 makes V8 hold all of the bundle twice as wide (test/infra/bundles.test.ts).
 */
const sharpS = /[\u00df\u1e9e]/g;

/**
 * Makes a key from a name (CONTRACT section 2): NFKD, marks dropped, ß to ss, lower case; `_` kept, other punctuation dropped;
 * each run of spaces and `-` becomes one `_`.
 * @returns The key; empty where the name leaves nothing.
 */
export function makeKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(sharpS, 'ss')
    .toLowerCase()
    .trim()
    .replace(/[^\p{L}\p{N}_\s-]/gu, '')
    .replace(/[\s-]+/g, '_');
}

/** Whether a key can be used: letters, digits, `_`, `.` and `-` of the ASCII set. */
export function isKey(key: string): boolean {
  return keyPattern.test(key);
}
