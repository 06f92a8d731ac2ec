import * as z from 'zod/mini';
import type { ConnectionSecrets } from '../../../contracts/schemas/connections.ts';
import { SourceError } from '../../../core/sources/connector.ts';
import { readSecrets } from '../read-secrets.ts';

/** Characters of the signing key at least: 32 random characters are far over the 128 bits that OWASP ASVS 5.0, 11.5.1 asks for. */
const keyCharacters = 32;

/** Secrets of an `https` connection. */
const httpsSecrets = z.lazy(() =>
  z.object({
    url: z.string().check(z.minLength(1)),
    /** The key both sides sign with. */
    signing_key: z.string().check(z.minLength(keyCharacters)),
    /** The service is in the organisation's own network: private and loopback addresses may be called. */
    allow_private_network: z._default(z.boolean(), false),
  }),
);

/** How to reach a service. */
export interface HttpsSettings {
  readonly url: URL;
  readonly signingKey: string;
  readonly allowPrivate: boolean;
}

/**
 * Reads the secrets of an `https` connection.
 * @throws SourceError naming what is missing or wrong.
 */
export function readHttpsSettings(secrets: ConnectionSecrets): HttpsSettings {
  const { url, signing_key, allow_private_network } = readSecrets(httpsSecrets, secrets);
  return { url: readUrl(url), signingKey: signing_key, allowPrivate: allow_private_network };
}

/**
 * Reads the address of a service.
 * @throws SourceError for anything but an `https` address without a user in it. Without encryption a service is called on loopback only.
 */
export function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const encrypted = url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(127(\.\d+){3}|\[::1\])$/.test(url.hostname));
  if (url === undefined || !encrypted || url.username !== '' || url.password !== '' || url.hash !== '') {
    throw new SourceError('failed', 'The connection’s url must be an https address without a user name, a password or a fragment.');
  }
  return url;
}
