import { createHash, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from './ids.ts';

/** Bytes of a token: 256 bits, twice what an unguessable value needs (OWASP ASVS 5.0, 11.5.1). */
const tokenBytes = 32;

/** Makes a secret that lets whoever has it do one thing, such as to open a package or to delete an upload. Only its hash is kept. */
export function makeToken(randomBytes: RandomBytes): { readonly token: string; readonly hash: string } {
  const token = Buffer.from(randomBytes(tokenBytes)).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** What is kept of a token: SHA-256 in lower-case hexadecimal. A plain hash does, since nobody can guess 256 random bits. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether two hashes are the same, in a time that tells nothing of them. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
