import { describe, expect, it } from 'vitest';
import { routes } from '../../../contracts/routes.ts';
import { scopes } from '../../../contracts/scopes.ts';
import { problem, useGateway } from './use-gateway.ts';

const gateway = useGateway();

describe('tokens', () => {
  const guarded = () => `${gateway.url}/api/v1/connection`;

  it('are asked for on every route with a scope, and the function is not called without one', async () => {
    for (const route of routes.filter((candidate) => candidate.scope !== undefined)) {
      const response = await fetch(gateway.url + route.path.replace(/\{\w+\}/g, 'x'), { method: route.method });
      expect(await problem(response), route.id).toEqual([401, 'auth.token_missing']);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect(gateway.events).toEqual([]);
  });

  it('are refused when they are broken, changed, unsigned or lack the scope', async () => {
    const good = await gateway.bearer('connection:read');
    const [header, payload, signature] = good.slice(7).split('.');
    const more = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()), scope: scopes.join(' ') }),
    );
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    for (const authorization of [
      'Bearer x',
      `Bearer ${header}.${more.toString('base64url')}.${signature}`,
      `Bearer ${none}.${payload}.`,
      `${good}x`,
    ]) {
      const response = await fetch(guarded(), { headers: { authorization } });
      expect(await problem(response)).toEqual([401, 'auth.token_invalid']);
      expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    }
    expect(await problem(await fetch(guarded(), { headers: { authorization: good.replace('Bearer', 'Basic') } }))).toEqual([
      401,
      'auth.token_missing',
    ]);
    const other = await gateway.bearer('policy:read');
    const poor = await fetch(guarded(), { headers: { authorization: other } });
    expect(await problem(poor)).toEqual([403, 'auth.scope_missing']);
    expect(poor.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"');
    expect(gateway.events).toEqual([]);
    expect((await fetch(guarded(), { headers: { authorization: good } })).status).toBe(200);
  });

  it('carry all scopes where none is asked for, those asked for otherwise, and none that does not exist', async () => {
    expect(await (await gateway.token()).json()).toMatchObject({ scope: scopes.join(' '), token_type: 'Bearer', expires_in: 3600 });
    expect(await (await gateway.token('policy:read')).json()).toMatchObject({ scope: 'policy:read' });
    const refused = await gateway.token('policy:read admin');
    expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_scope' })]);
  });

  it('are not issued to another client', async () => {
    const response = await fetch(gateway.identity.tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${gateway.identity.client.id}:wrong`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect([response.status, await response.json()]).toEqual([401, expect.objectContaining({ error: 'invalid_client' })]);
  });
});
