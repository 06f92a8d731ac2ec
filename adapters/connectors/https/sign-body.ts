import { createHmac } from 'node:crypto';

/** Header with the moment of a call, in seconds since 1970: a service refuses one that is more than five minutes off. */
export const timestampHeader = 'x-dossier-timestamp';

/** Header with the signature of a call: `v1=` and HMAC-SHA256 in lower-case hexadecimal. */
export const signatureHeader = 'x-dossier-signature';

/**
 * Signs a call: HMAC-SHA256 over the timestamp, a dot and the body as it is sent (docs/https-sources.md).
 * @param timestamp - As it stands in its header.
 */
export function signBody(signingKey: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', signingKey).update(`${timestamp}.${body}`).digest('hex')}`;
}
