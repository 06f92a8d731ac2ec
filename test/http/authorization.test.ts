import { describe, expect, it } from 'vitest';
import { type Scope, scopes } from '../../contracts/scopes.ts';
import { everyRoute } from './api/example-params.ts';
import { openApi } from './api/open-api.ts';
import { readProblem } from './api/read-problem.ts';
import { makeMarker } from './api/server-log.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
const scoped = everyRoute.flatMap(({ route, path }) =>
  route.scope === undefined ? [] : [{ method: route.method, path, scope: route.scope }],
);
const allBut = (scope: Scope) => scopes.filter((other) => other !== scope);

describe('a route that needs a scope', () => {
  it.each(scoped)('refuses $method $path without $scope, and lets it through with that alone', async ({ method, path, scope }) => {
    readProblem(await api.send(method, path), 'auth.token_missing');
    const marker = makeMarker();
    const bad = await api.send(method, path, { token: marker });
    expect(JSON.stringify(readProblem(bad, 'auth.token_invalid'))).not.toContain(marker);
    const poor = readProblem(await api.send(method, path, { token: await api.token(allBut(scope)) }), 'auth.scope_missing');
    expect(poor.detail).toContain(scope);
    const right = await api.send(method, path, { token: await api.token([scope]) });
    expect([200, 400, 404, 415, 422], right.text).toContain(right.status);
    expect(right.text).not.toContain('"code":"auth.');
  });

  it('is every route but the public ones of the contract', () => {
    const open = new Set(everyRoute.filter(({ route }) => route.scope === undefined).map(({ route }) => `${route.method} ${route.path}`));
    const allowed =
      /^(POST \/api\/v1\/privacy-request(\/attachment.*)?|DELETE \/api\/v1\/privacy-request\/attachment\/\{id\}|GET \/api\/v1\/privacy-center\/config|GET \/api\/v1\/privacy-request\/\{id\}\/access-package|GET \/health|GET \/api\/v1\/openapi\.json|GET \/docs.*|POST \/api\/v1\/oauth\/token|GET \/.*)$/;
    for (const key of open) expect(key).toMatch(allowed);
    expect([...open].filter((key) => key.includes('/api/v1/connection') || key.includes('administrate'))).toEqual([]);
  });

  it('hides whether a thing is there from a caller without the scope', async () => {
    const token = await api.token(['policy:read']);
    await api.ok('create-connections', { body: { key: 'is.there', connection_type: 'manual_request', access: 'read', disabled: true } });
    const [there, gone] = await Promise.all(
      ['is.there', 'is.not'].map(async (key) =>
        readProblem(await api.call('get-connection', { params: { key }, token }), 'auth.scope_missing'),
      ),
    );
    expect({ ...there, request_id: '' }).toEqual({ ...gone, request_id: '' });
    await api.ok('delete-connection', { params: { key: 'is.there' } });
  });
});
