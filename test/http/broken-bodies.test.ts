import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../contracts/problems.ts';
import { clearConnections } from './api/connections.ts';
import { everyRoute } from './api/example-params.ts';
import { openApi } from './api/open-api.ts';
import { readProblem } from './api/read-problem.ts';
import { expectNotLogged, makeMarker } from './api/server-log.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
const json = { 'content-type': 'application/json' };
const marker = makeMarker();
const jsonRoutes = everyRoute.filter(({ route }) => route.request?.body !== undefined && (route.bodyKind ?? 'json') === 'json');

async function stored() {
  const [connections, requests, policies, intake] = await Promise.all([
    api.ok('list-connections', { query: 'size=1' }),
    api.ok('list-privacy-requests', { query: 'size=1' }),
    api.ok('list-policies', { query: 'size=100' }),
    api.ok('get-intake-config'),
  ]);
  return { connections: connections.total, requests: requests.total, policies, intake };
}

let before: Awaited<ReturnType<typeof stored>>;

beforeAll(async () => {
  await clearConnections(api);
  before = await stored();
});

afterAll(async () => {
  expect(await stored(), 'a call that was refused stored something').toEqual(before);
  await expectNotLogged(api, marker);
});

type Broken = readonly [what: string, code: ProblemCode, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>];

const invalidUtf8 = new Uint8Array([...Buffer.from(`{"name":"${marker}`), 0xc3, 0x28, ...Buffer.from('"}')]);
const deep = (levels: number) => `${'['.repeat(levels)}"${marker}"${']'.repeat(levels)}`;

const broken: readonly Broken[] = [
  ['broken JSON', 'request.malformed', json, `{"name":"${marker}",`],
  ['JSON with something after it', 'request.malformed', json, `{"name":"${marker}"} x`],
  ['JSON with a comment', 'request.malformed', json, `{"name":"${marker}" /* x */}`],
  ['a bare NaN', 'request.malformed', json, `{"${marker}":NaN}`],
  ['nothing', 'request.malformed', json, ''],
  ['text that is not UTF-8', 'request.malformed', json, invalidUtf8],
  ['UTF-16', 'request.malformed', json, new Uint8Array(Buffer.from(`{"name":"${marker}"}`, 'utf16le'))],
  ['plain text', 'request.unsupported_media_type', { 'content-type': 'text/plain' }, `{"name":"${marker}"}`],
  ['a form', 'request.unsupported_media_type', { 'content-type': 'application/x-www-form-urlencoded' }, `name=${marker}`],
  ['another type that begins alike', 'request.unsupported_media_type', { 'content-type': 'application/jsonx' }, `{"name":"${marker}"}`],
  ['a compressed body', 'request.unsupported_media_type', { ...json, 'content-encoding': 'gzip' }, `{"name":"${marker}"}`],
  ['a text', 'request.invalid', json, `"${marker}"`],
  ['a number', 'request.invalid', json, '7'],
  ['null', 'request.invalid', json, 'null'],
  ['10,000 levels', 'request.invalid', json, deep(10_000)],
  ['400,000 levels', 'request.invalid', json, deep(400_000)],
  ['1,000,001 bytes', 'request.too_large', json, `"${marker}${'x'.repeat(1_000_001 - marker.length - 2)}"`],
  ['7 MB', 'request.too_large', json, `"${marker}${'x'.repeat(7_000_000)}"`],
];

describe.each(broken)('%s', (_, code, headers, raw) => {
  it.each(jsonRoutes)(`is answered ${code} by $route.method $path`, async ({ route, path }) => {
    const token = route.scope === undefined ? undefined : await api.token();
    const answer = await api.send(route.method, path, { token, headers, raw });
    const problem = readProblem(answer, code);
    expect(JSON.stringify([problem, ...answer.headers]).includes(marker)).toBe(false);
    if (code === 'request.too_large') expect(problem.detail).toMatch(/1,?000,?000/);
  });
});

describe('a body of 1,000,000 bytes', () => {
  it('is read', async () => {
    const raw = `[${' '.repeat(1_000_000 - 2)}]`;
    await api.problem('submit-privacy-requests', 'request.invalid', { headers: json, raw });
  });
});

describe('values of another kind deep in a body', () => {
  it.each([
    ['create-connections', `[{"key":{"a":"${marker}"},"connection_type":"manual_request","access":"read"}]`, ['body', 0, 'key']],
    ['create-connections', `{"key":"a","connection_type":"${marker}","access":"read"}`, ['body', 'connection_type']],
    [
      'create-connections',
      `{"__proto__":{"key":"${marker}","connection_type":"manual_request","access":"read"}}`,
      ['body', 'connection_type'],
    ],
    ['submit-privacy-requests', `[{"identity":{"${'ssn'}":"${marker}"},"policy_key":"p"}]`, ['body', 0, 'identity']],
    ['submit-privacy-requests', `[{"identity":"${marker}","policy_key":"p"}]`, ['body', 0, 'identity']],
    ['submit-privacy-requests', `[{"identity":{},"policy_key":"${'x'.repeat(201)}"}]`, ['body', 0, 'policy_key']],
    ['approve-privacy-requests', `{"request_ids":["${marker}",7]}`, ['body', 'request_ids', 1]],
    [
      'upsert-policies',
      `[{"name":"${marker}","action_type":"access","execution_timeframe_days":"45"}]`,
      ['body', 0, 'execution_timeframe_days'],
    ],
    ['replace-intake-config', `{"properties":"${marker}"}`, ['body', 'properties']],
    ['replace-intake-config', `{"properties":[],"${'more'}":1}`, ['body']],
  ] as const)('are refused by %s, naming the place: %s', async (id, raw, place) => {
    const answer = await api.call(id, { headers: json, raw });
    const problem = readProblem(answer, 'request.invalid');
    expect(problem.errors?.map((error) => error.loc)).toContainEqual(place);
    expect(answer.text.includes(marker)).toBe(false);
  });
});

describe('a call with several faults', () => {
  const faultsOf = async (id: Parameters<typeof api.call>[0], sent: Parameters<typeof api.call>[1]) => {
    const { errors = [] } = readProblem(await api.call(id, sent), 'request.invalid');
    return errors.map(({ loc, msg, type }) => `${loc.join('.')} ${type} ${msg}`);
  };

  it('is told each of them, and whether something is missing or of another kind', async () => {
    const raw = `[{"policy_key":"${marker}"},null,{"identity":{"phone":"${marker}"},"policy_key":7,"location":["${marker}"]}]`;
    expect(await faultsOf('submit-privacy-requests', { headers: json, raw })).toEqual([
      'body.0.identity missing This is missing; it must be an object.',
      'body.1 wrong_type This must be an object.',
      "body.2.identity unknown_key Unknown here: 'phone'.",
      'body.2.policy_key wrong_type This must be a text.',
      'body.2.location wrong_type This must be a text.',
    ]);
    expect(await faultsOf('create-connections', { body: [{ key: 'a' }, { connection_type: marker, access: null }] })).toEqual([
      expect.stringMatching(/^body\.0\.connection_type missing This is missing; it must be one of: manual_request, /),
      'body.0.access missing This is missing; it must be one of: read, write.',
      expect.stringMatching(/^body\.1\.connection_type not_allowed This must be one of: manual_request, /),
      'body.1.access not_allowed This must be one of: read, write.',
    ]);
  });

  it('is told each fault of its query', async () => {
    expect(await faultsOf('list-connections', { query: `page=0&size=1000&disabled=${marker}` })).toEqual([
      'query.page too_small This must be at least 1.',
      'query.size too_large This can be at most 100.',
      'query.disabled not_allowed This must be one of: true, false.',
    ]);
  });

  it('is told every kind a body may be of', async () => {
    for (const body of [null, marker, 7]) {
      expect(await faultsOf('create-connections', { body })).toEqual(['body wrong_type This must be a list or an object.']);
    }
  });
});

describe('deep values where anything may stand', () => {
  const submission = (value: string) =>
    `[{"identity":{"email":"a@example.com"},"policy_key":"default_access_policy","custom_privacy_request_fields":{"supporting_documents":{"value":${value}}}}]`;

  it.each([100, 10_000, 400_000])('of %i levels refuse the call, with an Idempotency-Key too', async (levels) => {
    for (const more of [{}, { 'idempotency-key': makeMarker() }]) {
      const answer = await api.call('submit-privacy-requests', { headers: { ...json, ...more }, raw: submission(deep(levels)) });
      expect(readProblem(answer, 'request.invalid').errors).toMatchObject([{ loc: ['body'], type: 'too_deep' }]);
    }
  });

  it('of 20 levels fail their item and nothing else, and brackets in a text count for nothing', async () => {
    for (const value of [deep(20), `"${'[{'.repeat(1_000)}\\"${'['.repeat(1_000)}"`]) {
      const { failed } = await api.ok('submit-privacy-requests', {
        headers: { ...json, 'idempotency-key': makeMarker() },
        raw: submission(value),
      });
      expect(failed).toMatchObject([{ index: 0, message: expect.stringContaining('supporting_documents') }]);
    }
  });
});
