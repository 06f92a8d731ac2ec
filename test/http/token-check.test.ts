import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckToken, makeTokenCheck } from '../../local/gateway/check-token.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';

/**
 * What an honest signature does not make good. Over HTTP nobody has the provider's key, so this one check is asked directly.
 */
const server = createServer();
const keys = await generateKeyPair('RS256');
const issuer = 'http://127.0.0.1:1';
const audience = 'urn:test';
let check: CheckToken;

beforeAll(async () => {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256' };
  server.on('request', (_, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })));
  check = makeTokenCheck(issuer, audience, `${await listenOnLoopback(server)}/jwks`);
});
afterAll(() => closeServer(server, 0));

const seconds = () => Math.floor(Date.now() / 1000);
const sign = (claims: Record<string, unknown>) =>
  new SignJWT({ iss: issuer, aud: audience, exp: seconds() + 60, scope: 'policy:read connection:read', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(keys.privateKey);

describe('an honestly signed token', () => {
  it('is good for the scopes it holds', async () => {
    const { scopes } = await check(`Bearer ${await sign({})}`, 'connection:read');
    expect(scopes).toEqual(['policy:read', 'connection:read']);
  });

  it.each([
    ['has expired', { exp: seconds() - 1 }],
    ['never expires', { exp: undefined }],
    ['is not valid yet', { nbf: seconds() + 600 }],
    ['is of another issuer', { iss: 'http://127.0.0.1:2' }],
    ['is for another audience', { aud: 'urn:other' }],
    ['is for nobody', { aud: undefined }],
  ])('is refused when it %s', async (_, claims) => {
    await expect(check(`Bearer ${await sign(claims)}`, 'connection:read')).rejects.toMatchObject({ code: 'auth.token_invalid' });
  });

  it.each([
    ['holds another scope', { scope: 'connection:delete' }],
    ['holds a longer scope', { scope: 'connection:readable xconnection:read' }],
    ['holds no scope', { scope: undefined }],
    ['holds scopes of another kind', { scope: ['connection:read'] }],
  ])('opens nothing when it %s', async (_, claims) => {
    await expect(check(`Bearer ${await sign(claims)}`, 'connection:read')).rejects.toMatchObject({ code: 'auth.scope_missing' });
  });
});
