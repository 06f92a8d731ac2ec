import { describe, expect, it, vi } from 'vitest';
import { ok, problem, useGateway } from './use-gateway.ts';

const gateway = useGateway();

describe('answers', () => {
  it('pass on status, headers, cookies and bytes', async () => {
    gateway.answer = () =>
      ok({
        statusCode: 201,
        headers: { 'content-type': 'application/zip', 'x-number': 5 },
        cookies: ['a=1', 'b=2'],
        body: Buffer.from([0, 255, 1]).toString('base64'),
        isBase64Encoded: true,
      });
    const response = await fetch(`${gateway.url}/health`);
    expect(response.status).toBe(201);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 1]);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-number')).toBe('5');
    expect(response.headers.get('apigw-requestid')).toBe(gateway.last().event.requestContext.requestId);
  });

  it('have no body with 204', async () => {
    gateway.answer = () => ok({ statusCode: 204 });
    const response = await fetch(`${gateway.url}/health`);
    expect([response.status, await response.text(), response.headers.get('content-length')]).toEqual([204, '', null]);
  });

  it.each([
    ['a function that fails', { ok: false, error: { errorType: 'Error', errorMessage: 'secret' } }, 500, 'internal.error'],
    ['a function out of time', { ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage: '' } }, 503, 'service.unavailable'],
    ['an answer that is none', ok('text'), 500, 'internal.error'],
  ] as const)('are a problem after %s', async (_, result, status, code) => {
    gateway.answer = () => result;
    const response = await fetch(`${gateway.url}/health`);
    expect(await problem(response)).toEqual([status, code]);
    expect(response.headers.has('retry-after')).toBe(status === 503);
  });

  it('are 503 until the functions are there', async () => {
    gateway.ready = false;
    expect(await problem(await fetch(`${gateway.url}/health`))).toEqual([503, 'service.unavailable']);
  });

  it('are 500 in the same shape when the gateway itself breaks', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    gateway.answer = () => {
      throw new Error('broken');
    };
    expect(await problem(await fetch(`${gateway.url}/health`))).toEqual([500, 'internal.error']);
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });
});
