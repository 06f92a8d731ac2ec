import { describe, expect, it } from 'vitest';
import { useGateway } from './use-gateway.ts';

const gateway = useGateway();

describe('the event', () => {
  it('is what API Gateway makes of a call', async () => {
    const authorization = await gateway.bearer('connection:read connection:delete');
    await fetch(`${gateway.url}/api/v1/connection/hr%20files%2Fa?a=1&b=x%20y&a=2`, {
      headers: [
        ['authorization', authorization],
        ['x-two', 'one'],
        ['X-Two', 'two'],
        ['cookie', 'a=b; c=d'],
        ['user-agent', 'test'],
      ],
    });
    const { name, event } = gateway.last();
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
            claims: {
              client_id: gateway.identity.client.id,
              scope: 'connection:read connection:delete',
              exp: expect.stringMatching(/^\d+$/),
            },
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
    await fetch(`${gateway.url}/api/v1/privacy-request`, { method: 'POST', headers: { 'content-type': type }, body: 'größe' });
    const { event } = gateway.last();
    expect(event.isBase64Encoded).toBe(base64);
    expect(Buffer.from(event.body ?? '', base64 ? 'base64' : 'utf8').toString('utf8')).toBe('größe');
  });

  it('takes a chunked body without a length', async () => {
    const received = await gateway.raw(
      'POST /api/v1/privacy-request HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n',
    );
    expect(received).toMatch(/^HTTP\/1.1 200 /);
    expect(gateway.last().event.body).toBe('[]');
  });
});
