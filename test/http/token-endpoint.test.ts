import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../contracts/problems.ts';
import { tokenOut } from '../../contracts/schemas/token.ts';
import { scopes } from '../../contracts/scopes.ts';
import { openApi } from './api/open-api.ts';
import { readProblem, readTokenProblem } from './api/read-problem.ts';
import { expectNotLogged, makeMarker } from './api/server-log.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
const { clientId, clientSecret } = api.target;
const path = '/api/v1/oauth/token';
const basic = (id = clientId, secret = clientSecret) => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` });
const inForm = { client_id: clientId, client_secret: clientSecret };
const grant = { grant_type: 'client_credentials' };
const ask = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  api.send('POST', path, { headers, raw: new URLSearchParams(form) });

async function granted(form: Record<string, string>, headers?: Record<string, string>) {
  const answer = await ask(form, headers);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const token = tokenOut.parse(JSON.parse(answer.text));
  expect(token.expires_in).toBeGreaterThan(0);
  return { ...token, scopes: token.scope.split(' ').sort() };
}

async function refused(code: ProblemCode, error: string, form: Record<string, string>, headers?: Record<string, string>) {
  const answer = await ask(form, headers);
  return { problem: readTokenProblem(answer, code, error), answer };
}

describe('the token endpoint', () => {
  it('takes the client by Basic and by the form, and gives every scope where none is asked for', async () => {
    for (const token of [
      await granted(grant, basic()),
      await granted({ ...grant, ...inForm }),
      await granted({ ...grant, scope: '' }, basic()),
    ]) {
      expect(token.scopes).toEqual([...scopes].sort());
      expect((await api.send('GET', '/api/v1/connection', { token: token.access_token })).status).toBe(200);
    }
  });

  it('gives the scopes that are asked for and no others', async () => {
    const token = await granted({ ...grant, scope: 'policy:read  connection:read' }, basic());
    expect(token.scopes).toEqual(['connection:read', 'policy:read']);
    expect((await api.send('GET', '/api/v1/dsr/policy', { token: token.access_token })).status).toBe(200);
    readProblem(await api.send('DELETE', '/api/v1/connection/x', { token: token.access_token }), 'auth.scope_missing');
  });

  it('refuses a scope that does not exist, also beside good ones', async () => {
    const marker = makeMarker();
    for (const scope of [marker, `policy:read ${marker}`, 'openid', 'POLICY:READ', 'policy:read,connection:read']) {
      const { answer } = await refused('auth.request_invalid', 'invalid_scope', { ...grant, scope }, basic());
      expect(answer.text).not.toContain(marker);
    }
    await expectNotLogged(api, marker);
  });

  it('refuses a wrong secret and a wrong client in the same words', async () => {
    const marker = makeMarker();
    const problems = [
      await refused('auth.client_invalid', 'invalid_client', grant, basic(clientId, marker)),
      await refused('auth.client_invalid', 'invalid_client', grant, basic(marker)),
      await refused('auth.client_invalid', 'invalid_client', { ...grant, ...inForm, client_secret: marker }),
      await refused('auth.client_invalid', 'invalid_client', { ...grant, ...inForm, client_id: marker }),
    ];
    expect(new Set(problems.map(({ problem }) => problem.detail)).size).toBe(1);
    for (const { answer } of problems) expect(JSON.stringify([answer.text, ...answer.headers])).not.toContain(marker);
    // RFC 6749, section 5.2: the scheme the client used.
    expect(problems[0]?.answer.headers.get('www-authenticate')).toMatch(/^Basic/);
    await expectNotLogged(api, marker);
  });

  it('refuses a client that says nothing of itself, or half of it', async () => {
    await refused('auth.client_invalid', 'invalid_client', grant);
    await refused('auth.client_invalid', 'invalid_client', { ...grant, client_id: clientId });
    for (const credentials of ['!!!', Buffer.from(clientId).toString('base64')]) {
      await refused('auth.request_invalid', 'invalid_request', grant, { authorization: `Basic ${credentials}` });
    }
  });

  it.each(['password', 'authorization_code', 'refresh_token', 'CLIENT_CREDENTIALS', 'urn:ietf:params:oauth:grant-type:device_code'])(
    'refuses the grant %s',
    async (grant_type) => {
      await refused('auth.request_invalid', 'unsupported_grant_type', { grant_type, username: 'a', password: 'b' }, basic());
    },
  );

  it('refuses a call without a grant', async () => {
    await refused('auth.request_invalid', 'invalid_request', {}, basic());
  });

  it('takes a form and nothing else', async () => {
    for (const answer of [
      await api.send('POST', path, { headers: basic(), body: grant }),
      await api.send('POST', `${path}?grant_type=client_credentials`, { headers: basic() }),
    ]) {
      readTokenProblem(answer, 'request.unsupported_media_type', 'invalid_request');
    }
  });

  it('takes no field twice, and one without a value for none', async () => {
    const marker = makeMarker();
    const headers = { ...basic(), 'content-type': 'application/x-www-form-urlencoded' };
    const twice = await api.send('POST', path, { headers, raw: `grant_type=${marker}&grant_type=client_credentials` });
    readTokenProblem(twice, 'request.malformed', 'invalid_request');
    expect(twice.text).not.toContain(marker);
    await refused('auth.request_invalid', 'invalid_request', { grant_type: '' }, basic());
    await refused('auth.client_invalid', 'invalid_client', { ...grant, client_id: clientId, client_secret: '' });
    await granted({ ...grant, client_id: '', client_secret: '' }, basic());
  });

  it('refuses a client that says who it is by Basic and by the form', async () => {
    await refused('auth.request_invalid', 'invalid_request', { ...grant, ...inForm }, basic());
  });
});
