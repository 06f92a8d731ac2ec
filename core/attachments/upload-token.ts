import { createHash, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '../ids.ts';

/** Bytes of a token: 256 bits, twice what an unguessable value needs (OWASP ASVS 5.0, 11.5.1). */
const tokenBytes = 32;

/** Makes the secret that lets the sender of an upload delete it. Only its hash is kept. */
export function makeUploadToken(randomBytes: RandomBytes): { readonly token: string; readonly hash: string } {
  const token = Buffer.from(randomBytes(tokenBytes)).toString('base64url');
  return { token, hash: hashOf(token) };
}

/** Whether a token is the one whose hash was kept, in a time that tells nothing of it. */
export function isUploadToken(token: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(hash));
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
