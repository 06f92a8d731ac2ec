import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { openApi } from './api/open-api.ts';
import { readProblem } from './api/read-problem.ts';
import { expectNotLogged } from './api/server-log.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
const path = '/api/v1/connection';
const part = z.record(z.string(), z.unknown());

const decode = (text: string) => part.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function pieces() {
  const token = await api.token();
  const [head = '', body = '', signature = ''] = token.split('.');
  return { token, head, body, signature, header: decode(head), claims: decode(body) };
}

const { privateKey: otherKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signWithOther = (header: object, claims: Record<string, unknown>) =>
  new SignJWT(claims).setProtectedHeader({ ...header, alg: 'RS256' }).sign(otherKey);

const forgeries: readonly (readonly [string, () => Promise<string>])[] = [
  ['no algorithm', async () => `${encode({ alg: 'none', typ: 'JWT' })}.${(await pieces()).body}.`],
  ['no algorithm, in other letters', async () => `${encode({ alg: 'nOnE' })}.${(await pieces()).body}.`],
  [
    'no algorithm and the signature of another',
    async () => `${encode({ alg: 'none' })}.${(await pieces()).body}.${(await pieces()).signature}`,
  ],
  ['another key under the right name', async () => signWithOther((await pieces()).header, (await pieces()).claims)],
  ['its own key in the header', async () => signWithOther({ jwk: publicKey.export({ format: 'jwk' }) }, (await pieces()).claims)],
  ['a key to be fetched elsewhere', async () => signWithOther({ jku: 'http://127.0.0.1:9/jwks' }, (await pieces()).claims)],
  [
    'a shared secret',
    async () => {
      const { header, body } = await pieces();
      const input = `${encode({ ...header, alg: 'HS256' })}.${body}`;
      return `${input}.${createHmac('sha256', publicKey.export({ type: 'spki', format: 'pem' }))
        .update(input)
        .digest('base64url')}`;
    },
  ],
  [
    'a claim changed after signing',
    async () => {
      const { head, claims, signature } = await pieces();
      return `${head}.${encode({ ...claims, scope: 'connection:read', exp: 9_999_999_999 })}.${signature}`;
    },
  ],
  ['no signature', async () => `${(await pieces()).head}.${(await pieces()).body}.`],
  ['half of it', async () => (await pieces()).token.slice(0, -20)],
  ['two dots', async () => '..'],
  ['a long text', async () => 'x'.repeat(4_000)],
];

describe('a token', () => {
  it.each(forgeries)('with %s is refused, and repeated nowhere', async (_, forge) => {
    const token = await forge();
    const answer = await api.send('GET', path, { token });
    const problem = readProblem(answer, 'auth.token_invalid');
    for (const text of [JSON.stringify(problem), JSON.stringify([...answer.headers])]) expect(text.includes(token)).toBe(false);
    await expectNotLogged(api, token.slice(0, 60));
  });

  it('counts in the Authorization header only', async () => {
    const token = await api.token();
    for (const sent of [
      await api.send('GET', `${path}?access_token=${token}&token=${token}`),
      await api.send('GET', path, { headers: { cookie: `token=${token}; access_token=${token}; Authorization=Bearer ${token}` } }),
      await api.send('GET', path, { headers: { 'x-authorization': `Bearer ${token}`, 'x-amzn-oidc-data': token } }),
      await api.send('GET', path, { headers: { authorization: token } }),
      await api.send('GET', path, { headers: { authorization: `Basic ${token}` } }),
      await api.send('GET', path, { headers: { authorization: 'Bearer ' } }),
      await api.send('GET', path, { headers: { authorization: `Bearer ${token} ${token}` } }),
    ]) {
      readProblem(sent, 'auth.token_missing');
    }
    await expectNotLogged(api, token.slice(0, 60));
    expect((await api.send('GET', path, { headers: { authorization: `bearer ${token}` } })).status).toBe(200);
  });
});
