import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../contracts/problems.ts';
import { openApi } from './api/open-api.ts';
import { rawCall } from './api/raw-call.ts';
import { readProblem } from './api/read-problem.ts';
import { expectNotLogged, makeMarker } from './api/server-log.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
const marker = makeMarker();
const smuggled = `GET /health?${marker} HTTP/1.1\r\nHost: x\r\n\r\n`;
const post = (headers: string, body = '') =>
  `POST /api/v1/privacy-request HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`;

const malformed: readonly (readonly [string, string, ProblemCode])[] = [
  [
    'both a length and a transfer encoding',
    post('Content-Length: 5\r\nTransfer-Encoding: chunked', `0\r\n\r\n${smuggled}`),
    'request.malformed',
  ],
  [
    'a transfer encoding and then a length',
    post('Transfer-Encoding: chunked\r\nContent-Length: 5', `0\r\n\r\n${smuggled}`),
    'request.malformed',
  ],
  ['two lengths', post('Content-Length: 5\r\nContent-Length: 50', `[]   ${smuggled}`), 'request.malformed'],
  ['a length that is no number', post('Content-Length: 5x', '[]   '), 'request.malformed'],
  ['a negative length', post('Content-Length: -5', '[]   '), 'request.malformed'],
  [
    'a transfer encoding that ends in another than chunked',
    post('Transfer-Encoding: chunked, gzip', `0\r\n\r\n${smuggled}`),
    'request.malformed',
  ],
  ['a chunk size that is no number', post('Transfer-Encoding: chunked', `zz\r\n[]\r\n0\r\n\r\n${smuggled}`), 'request.malformed'],
  ['a blank before the colon', post('Content-Length : 2', '[]'), 'request.malformed'],
  ['a bare line feed in a header', post(`X-A: b\nX-${marker}: c\r\nContent-Length: 2`, '[]'), 'request.malformed'],
  ['a null byte in a header', post(`X-A: ${marker}\u0000\r\nContent-Length: 2`, '[]'), 'request.malformed'],
  ['a method nobody knows', `${marker.toUpperCase()} / HTTP/1.1\r\nHost: x\r\n\r\n`, 'request.malformed'],
  ['another protocol', `GET / HTTP/9.9\r\nHost: ${marker}\r\n\r\n`, 'request.malformed'],
  ['no HTTP at all', `\u0016\u0003\u0001${marker}\r\n\r\n`, 'request.malformed'],
  ['20 kB of headers', `GET /health HTTP/1.1\r\nHost: x\r\nX-A: ${marker}${'x'.repeat(20_000)}\r\n\r\n`, 'request.too_large'],
  ['an address of 20 kB', `GET /${marker}${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 'request.too_large'],
];

// A gateway that is not ours answers what is no HTTP in its own words.
describe.runIf(sharedTarget().logFile !== undefined)('a call with', () => {
  it.each(malformed)('%s is refused, once, and the connection is closed', async (_, bytes, code) => {
    const answers = await rawCall(api.target, bytes);
    expect(answers).toHaveLength(1);
    const [answer] = answers;
    if (answer === undefined) throw new Error('There is no answer.');
    const problem = readProblem(answer, code);
    expect(JSON.stringify([problem, ...answer.headers]).includes(marker)).toBe(false);
    expect(answer.headers.get('connection')).toBe('close');
    await expectNotLogged(api, marker);
  });

  it('a chunked body and no length is read', async () => {
    const [answer] = await rawCall(api.target, post('Transfer-Encoding: chunked\r\nConnection: close', '2\r\n[]\r\n0\r\n\r\n'));
    if (answer === undefined) throw new Error('There is no answer.');
    readProblem(answer, 'request.invalid');
  });

  it('a body that is announced too large is refused before it is sent', async () => {
    const [first, ...more] = await rawCall(api.target, post('Content-Length: 50000000\r\nExpect: 100-continue\r\nConnection: close'));
    expect(more).toEqual([]);
    if (first === undefined) throw new Error('There is no answer.');
    readProblem(first, 'request.too_large');
  });
});

describe('answers', () => {
  it('carry the id of the call, so that a person can be helped', async () => {
    const answer = await api.send('GET', '/nothing');
    expect(readProblem(answer, 'route.not_found').request_id).toBe(answer.headers.get('apigw-requestid'));
  });

  it('do not tell what the server is made of', async () => {
    for (const path of ['/health', '/nothing', '/api/v1/connection']) {
      const { headers } = await api.send('GET', path);
      for (const name of ['x-powered-by', 'server', 'x-aspnet-version']) expect(headers.get(name) ?? '').not.toMatch(/express|node|koa/i);
    }
  });
});
