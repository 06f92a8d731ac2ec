import type { Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { limits } from '../../contracts/limits.ts';
import { pathsOf, routes } from '../../contracts/routes.ts';
import { scopes } from '../../contracts/scopes.ts';
import type { InvocationResult } from '../../local/functions/invocation.ts';
import { makeTokenCheck } from '../../local/gateway/check-token.ts';
import { matchRoute } from '../../local/gateway/match-route.ts';
import { type Gateway, serveGateway } from '../../local/gateway/serve-gateway.ts';
import { audience, type IdentityProvider, startIdentityProvider } from '../../local/identity/start-identity-provider.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';

interface Event {
  readonly [key: string]: unknown;
  readonly headers: Record<string, string>;
  readonly requestContext: Record<string, unknown>;
  readonly body?: string;
}

let identity: IdentityProvider;
let gateway: Gateway | undefined;
let server: Server;
let url: string;
let events: { name: string; event: Event }[] = [];
let answer: () => InvocationResult;

const ok = (value: unknown): InvocationResult => ({ ok: true, value });
const last = () => {
  const found = events.at(-1);
  if (found === undefined) {
    throw new Error('No function was called.');
  }
  return found;
};

beforeAll(async () => {
  identity = await startIdentityProvider();
  const checkToken = makeTokenCheck(identity.issuer, audience, identity.jwksUrl);
  gateway = {
    checkToken,
    invoke: async (name, event) => {
      events.push({ name, event: JSON.parse(JSON.stringify(event)) });
      return answer();
    },
  };
  server = serveGateway(() => gateway, 1_500);
  url = await listenOnLoopback(server);
});

beforeEach(() => {
  events = [];
  answer = () => ok({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' });
});

afterAll(async () => {
  await closeServer(server, 100);
  await identity.stop();
});

async function token(scope?: string): Promise<Response> {
  const { id, secret } = identity.client;
  return fetch(identity.tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }),
  });
}

const bearer = async (scope?: string) => `Bearer ${((await (await token(scope)).json()) as { access_token: string }).access_token}`;

/** Sends bytes as they are and gives back all that comes. */
function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(received));
    socket.write(text);
  });
}

async function problem(response: Response): Promise<[number, string]> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = (await response.json()) as { status: number; code: string; request_id: string };
  expect(body.status).toBe(response.status);
  expect(body.request_id).not.toBe('');
  return [response.status, body.code];
}

describe('the event', () => {
  it('is what API Gateway makes of a call', async () => {
    const authorization = await bearer('connection:read connection:delete');
    await fetch(`${url}/api/v1/connection/hr%20files%2Fa?a=1&b=x%20y&a=2`, {
      headers: [
        ['authorization', authorization],
        ['x-two', 'one'],
        ['X-Two', 'two'],
        ['cookie', 'a=b; c=d'],
        ['user-agent', 'test'],
      ],
    });
    const { name, event } = last();
    expect(name).toBe('manage-connections');
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /api/v1/connection/{key}',
      rawPath: '/api/v1/connection/hr%20files%2Fa',
      rawQueryString: 'a=1&b=x%20y&a=2',
      cookies: ['a=b', 'c=d'],
      queryStringParameters: { a: '1,2', b: 'x y' },
      pathParameters: { key: 'hr files/a' },
      isBase64Encoded: false,
      requestContext: {
        domainName: '127.0.0.1',
        http: { method: 'GET', path: '/api/v1/connection/hr%20files%2Fa', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
        routeKey: 'GET /api/v1/connection/{key}',
        stage: '$default',
        time: expect.stringMatching(/^\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000$/),
        authorizer: {
          jwt: {
            claims: { client_id: identity.client.id, scope: 'connection:read connection:delete', exp: expect.stringMatching(/^\d+$/) },
            scopes: ['connection:read', 'connection:delete'],
          },
        },
      },
    });
    expect(event.headers).toMatchObject({ 'x-two': 'one, two', 'user-agent': 'test' });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event).not.toHaveProperty('body');
  });

  it.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/plain', false],
    ['application/xml', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['multipart/form-data; boundary=x', true],
  ])('carries a body of type %s, as base64: %s', async (type, base64) => {
    await fetch(`${url}/api/v1/privacy-request`, { method: 'POST', headers: { 'content-type': type }, body: 'größe' });
    const { event } = last();
    expect(event.isBase64Encoded).toBe(base64);
    expect(Buffer.from(event.body ?? '', base64 ? 'base64' : 'utf8').toString('utf8')).toBe('größe');
  });

  it('takes a chunked body without a length', async () => {
    const received = await raw(
      'POST /api/v1/privacy-request HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n',
    );
    expect(received).toMatch(/^HTTP\/1.1 200 /);
    expect(last().event.body).toBe('[]');
  });
});

describe('routing', () => {
  it('finds every route of the table by each of its paths', () => {
    for (const route of routes) {
      for (const path of pathsOf(route)) {
        const match = matchRoute(route.method, path.replace(/\{\w+\}/g, 'some-id'));
        expect(match?.route.id, `${route.method} ${path}`).toBe(route.id);
        expect(Object.values(match?.parameters ?? {}).every((value) => value === 'some-id')).toBe(true);
      }
    }
  });

  it('takes a fixed path before one with a place', () => {
    expect(matchRoute('PATCH', '/api/v1/privacy-request/administrate/approve')?.route.id).toBe('approve-privacy-requests');
  });

  it.each([
    ['GET', '/nothing'],
    ['PUT', '/health'],
    ['OPTIONS', '/api/v1/connection'],
    ['GET', '/health/'],
  ])('hands %s %s to the function that answers what no route takes', async (method, path) => {
    await fetch(url + path, { method });
    expect(last()).toMatchObject({ name: 'describe-service', event: { routeKey: '$default' } });
  });

  it('answers a broken percent escape with 400', async () => {
    expect(await raw('GET /api/v1/connection/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain(
      '"code":"request.malformed"',
    );
    expect(events).toEqual([]);
  });
});

describe('tokens', () => {
  const guarded = () => `${url}/api/v1/connection`;

  it('are asked for on every route with a scope, and the function is not called without one', async () => {
    for (const route of routes.filter((candidate) => candidate.scope !== undefined)) {
      const response = await fetch(url + route.path.replace(/\{\w+\}/g, 'x'), { method: route.method });
      expect(await problem(response), route.id).toEqual([401, 'auth.token_missing']);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect(events).toEqual([]);
  });

  it('are refused when they are broken, changed, unsigned or lack the scope', async () => {
    const good = await bearer('connection:read');
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
      expect(await problem(await fetch(guarded(), { headers: { authorization } }))).toEqual([401, 'auth.token_invalid']);
    }
    expect(await problem(await fetch(guarded(), { headers: { authorization: good.replace('Bearer', 'Basic') } }))).toEqual([
      401,
      'auth.token_missing',
    ]);
    const other = await bearer('policy:read');
    expect(await problem(await fetch(guarded(), { headers: { authorization: other } }))).toEqual([403, 'auth.scope_missing']);
    expect(events).toEqual([]);
    expect((await fetch(guarded(), { headers: { authorization: good } })).status).toBe(200);
  });

  it('carry all scopes where none is asked for, those asked for otherwise, and none that does not exist', async () => {
    expect(await (await token()).json()).toMatchObject({ scope: scopes.join(' '), token_type: 'Bearer', expires_in: 3600 });
    expect(await (await token('policy:read')).json()).toMatchObject({ scope: 'policy:read' });
    const refused = await token('policy:read admin');
    expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_scope' })]);
  });

  it('are not issued to another client', async () => {
    const response = await fetch(identity.tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${identity.client.id}:wrong`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect([response.status, await response.json()]).toEqual([401, expect.objectContaining({ error: 'invalid_client' })]);
  });
});

describe('limits', () => {
  const post = (bytes: number, type = 'application/json') =>
    fetch(`${url}/api/v1/privacy-request`, { method: 'POST', headers: { 'content-type': type }, body: Buffer.alloc(bytes, 'a') });

  it('let pass what fits an event, and answer 413 for what does not after base64', async () => {
    expect((await post(6_200_000)).status).toBe(200);
    expect(await problem(await post(6_291_456))).toEqual([413, 'request.too_large']);
    expect((await post(4_700_000, 'application/octet-stream')).status).toBe(200);
    expect(await problem(await post(4_718_592, 'application/octet-stream'))).toEqual([413, 'request.too_large']);
    expect(events).toHaveLength(2);
  });

  it('answer 413 above what API Gateway carries, with a length and without', async () => {
    expect(await problem(await post(limits.gatewayBodyBytes + 1))).toEqual([413, 'request.too_large']);
    const chunks = async function* () {
      for (let sent = 0; sent <= limits.gatewayBodyBytes; sent += 1_000_000) {
        yield new Uint8Array(1_000_000);
      }
    };
    const init = { method: 'POST', body: chunks(), duplex: 'half' };
    expect(await problem(await fetch(`${url}/api/v1/privacy-request`, init as unknown as RequestInit))).toEqual([413, 'request.too_large']);
    expect(events).toEqual([]);
  });

  it('answer a caller that asks first before anything is sent', async () => {
    const received = await raw(
      'POST /api/v1/privacy-request HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n',
    );
    expect(received).toMatch(/^HTTP\/1.1 413 /);
  });

  it.each([
    ['both lengths', 'POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['two lengths', 'POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde', 400],
    ['no host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['headers beyond 10,240 bytes', `GET /health HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(10_300)}\r\n\r\n`, 413],
    ['a body that never comes', 'POST /api/v1/privacy-request HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab', 400],
  ])('refuse a call with %s', async (_, text, status) => {
    const received = await raw(text);
    expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(received).toContain('"code":"request.');
    expect(events).toEqual([]);
  });
});

describe('answers', () => {
  it('pass on status, headers, cookies and bytes', async () => {
    answer = () =>
      ok({
        statusCode: 201,
        headers: { 'content-type': 'application/zip', 'x-number': 5 },
        cookies: ['a=1', 'b=2'],
        body: Buffer.from([0, 255, 1]).toString('base64'),
        isBase64Encoded: true,
      });
    const response = await fetch(`${url}/health`);
    expect(response.status).toBe(201);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 1]);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-number')).toBe('5');
    expect(response.headers.get('apigw-requestid')).toBe(last().event.requestContext.requestId);
  });

  it('have no body with 204', async () => {
    answer = () => ok({ statusCode: 204 });
    const response = await fetch(`${url}/health`);
    expect([response.status, await response.text(), response.headers.get('content-length')]).toEqual([204, '', null]);
  });

  it.each([
    ['a function that fails', { ok: false, error: { errorType: 'Error', errorMessage: 'secret' } }, 500, 'internal.error'],
    ['a function out of time', { ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage: '' } }, 503, 'service.unavailable'],
    ['an answer that is none', ok('text'), 500, 'internal.error'],
  ] as const)('are a problem after %s', async (_, result, status, code) => {
    answer = () => result;
    const response = await fetch(`${url}/health`);
    expect(await problem(response)).toEqual([status, code]);
    expect(response.headers.has('retry-after')).toBe(status === 503);
  });

  it('are 503 until the functions are there', async () => {
    const opened = gateway;
    gateway = undefined;
    expect(await problem(await fetch(`${url}/health`))).toEqual([503, 'service.unavailable']);
    gateway = opened;
  });

  it('are 500 in the same shape when the gateway itself breaks', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    answer = () => {
      throw new Error('broken');
    };
    expect(await problem(await fetch(`${url}/health`))).toEqual([500, 'internal.error']);
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });
});
