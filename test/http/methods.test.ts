import { describe, expect, it } from 'vitest';
import { everyRoute } from './api/example-params.ts';
import { openApi } from './api/open-api.ts';
import { readProblem } from './api/read-problem.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const byPath = Object.entries(Object.groupBy(everyRoute, ({ path }) => path)).map(([path, found = []]) => ({
  path,
  // A fixed path lies under a pattern too: `…/privacy-request/attachment` is also `…/privacy-request/{id}`.
  taken: [...new Set(everyRoute.filter((other) => covers(other.route.path, other.index, path, other)).map(({ route }) => route.method))],
  own: found.map(({ route }) => route.method),
}));

function covers(_: string, __: number, path: string, { route, index }: (typeof everyRoute)[number]): boolean {
  const pattern = [route.path, ...(route.aliases ?? [])][index] ?? '';
  return new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

describe('a path with another method', () => {
  it.each(byPath)('is 405 at $path and names what it takes', async ({ path, taken, own }) => {
    for (const method of own) expect(taken).toContain(method);
    for (const method of methods.filter((candidate) => !taken.includes(candidate))) {
      const answer = await api.send(method, path);
      const problem = readProblem(answer, 'route.method_not_allowed');
      const allow = (answer.headers.get('allow') ?? '').split(', ').sort();
      expect(allow).toEqual([...taken].sort());
      for (const name of taken) expect(problem.detail).toContain(name);
    }
  });
});

describe('a path nobody knows', () => {
  it.each([
    '/api',
    '/api/v1',
    '/api/v1/',
    '/api/v2/connection',
    '/api/v1/connections',
    '/api/v1/connection/',
    '/api/v1//connection',
    '/API/V1/CONNECTION',
    '/api/v1/connection/a/b/c',
    '/connection',
    '/privacy-request',
    '/privacy-request/pri_1',
    '/api/v1/privacy-request/pri_1/access_manual_request',
    '/health/',
    '/.env',
    '/api/v1/connection%2Fx',
  ])('is 404: %s', async (path) => {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await api.send(method, path);
      expect(readProblem(answer, 'route.not_found').errors).toBe(undefined);
    }
  });

  it('stays 404 with a token, a body and a query', async () => {
    readProblem(await api.send('POST', '/nothing?page=1&page=2', { token: await api.token(), body: {} }), 'route.not_found');
  });
});

describe('a name in a path', () => {
  it.each([
    ['a slash', 'a%2Fb', 404],
    ['dots', '..%2F..%2Fetc', 404],
    ['a blank', '%20', 404],
    ['a null byte', '%00', 404],
    ['another script', '%D0%96', 404],
    ['names of objects', '__proto__', 404],
    ['2,000 characters', 'k'.repeat(2_000), 404],
    ['3,000 characters', 'k'.repeat(3_000), 404],
    ['half an escape', '%zz', 400],
    ['half a character', '%c3%28', 400],
  ])('with %s is answered for what it is', async (_, name, status) => {
    const token = await api.token();
    for (const path of [
      `/api/v1/connection/${name}`,
      `/api/v1/connection/${name}/access_manual_request`,
      `/api/v1/privacy-request/${name}`,
      `/api/v1/privacy-request/${name}/log`,
      `/api/v1/privacy-request/${name}/access-results`,
      `/privacy-request/${name}/access_manual_request/${name}`,
    ]) {
      const answer = await api.send('GET', path, { token });
      expect({ path: path.slice(0, 60), status: answer.status }).toEqual({ path: path.slice(0, 60), status });
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.text.length).toBeLessThan(4_000);
    }
  });
});
