import { type IdKind, idPrefixes } from '../contracts/ids.ts';
import type { Clock } from './clock.ts';

/** Makes a new id of a kind. */
export type MakeId = (kind: IdKind) => string;

/** Fills an array with random bytes from a cryptographic source. */
export type RandomBytes = (count: number) => Uint8Array;

/** Crockford's base 32, in an order that sorts as the numbers do, without letters that look like digits. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Characters of the time part: 50 bits hold milliseconds until the year 37,000. */
const timeCharacters = 10;

/** Characters of the random part: 26 times 5 bits are 130, over the 128 that an unguessable id needs (OWASP ASVS 5.0, 11.5.1). */
const randomCharacters = 26;

/**
 * Makes ids as CONTRACT section 1 wants them: prefix, a part that grows with time, and at least 128 random bits.
 * @param clock - The time of the time part.
 * @param randomBytes - A cryptographic source.
 * @remarks Own code, since ULID and UUID carry 80 and at most 122 random bits.
 */
export function createIdMaker(clock: Clock, randomBytes: RandomBytes): MakeId {
  return (kind) => {
    let milliseconds = clock.now().getTime();
    let time = '';
    for (let i = 0; i < timeCharacters; i += 1) {
      time = alphabet.charAt(milliseconds % 32) + time;
      milliseconds = Math.floor(milliseconds / 32);
    }
    let random = '';
    for (const byte of randomBytes(randomCharacters)) random += alphabet.charAt(byte % 32);
    return `${idPrefixes[kind]}_${time}${random}`;
  };
}
