import { describe, expect, it } from 'vitest';
import { limits } from '../../../contracts/limits.ts';
import { problem, useGateway } from './use-gateway.ts';

const gateway = useGateway();
const hurried = useGateway(1_500);

describe('limits', () => {
  const post = (bytes: number, type = 'application/json') =>
    fetch(`${gateway.url}/api/v1/privacy-request`, { method: 'POST', headers: { 'content-type': type }, body: Buffer.alloc(bytes, 'a') });

  it('let pass what fits an event, and answer 413 for what does not after base64', async () => {
    expect((await post(6_200_000)).status).toBe(200);
    expect(await problem(await post(6_291_456))).toEqual([413, 'request.too_large']);
    expect((await post(4_700_000, 'application/octet-stream')).status).toBe(200);
    expect(await problem(await post(4_718_592, 'application/octet-stream'))).toEqual([413, 'request.too_large']);
    expect(gateway.events).toHaveLength(2);
  });

  it('answer 413 above what API Gateway carries, with a length and without', async () => {
    expect(await problem(await post(limits.gatewayBodyBytes + 1))).toEqual([413, 'request.too_large']);
    const chunks = async function* () {
      for (let sent = 0; sent <= limits.gatewayBodyBytes; sent += 1_000_000) {
        yield new Uint8Array(1_000_000);
      }
    };
    const init = { method: 'POST', body: chunks(), duplex: 'half' };
    expect(await problem(await fetch(`${gateway.url}/api/v1/privacy-request`, init as unknown as RequestInit))).toEqual([
      413,
      'request.too_large',
    ]);
    expect(gateway.events).toEqual([]);
  });

  it('answer a caller that asks first before anything is sent', async () => {
    const received = await gateway.raw(
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
  ])('refuse a call with %s', async (_, text, status) => {
    const received = await gateway.raw(text);
    expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(received).toContain('"code":"request.');
    expect(gateway.events).toEqual([]);
  });

  it('refuse a call with a body that never comes', async () => {
    const received = await hurried.raw('POST /api/v1/privacy-request HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab');
    expect(received).toMatch(/^HTTP\/1.1 400 /);
    expect(received).toContain('"code":"request.');
    expect(hurried.events).toEqual([]);
  });
});
