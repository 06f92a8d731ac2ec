import { describe, expect, it } from 'vitest';
import { pathsOf, routes } from '../../../contracts/routes.ts';
import { matchRoute } from '../../../local/gateway/match-route.ts';
import { useGateway } from './use-gateway.ts';

const gateway = useGateway();

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
    ['HEAD', '/health'],
    ['GET', '/health/'],
  ])('hands %s %s to the function that answers what no route takes', async (method, path) => {
    await fetch(gateway.url + path, { method });
    expect(gateway.last()).toMatchObject({ name: 'describe-service', event: { routeKey: '$default' } });
  });

  it('answers a broken percent escape with 400', async () => {
    expect(await gateway.raw('GET /api/v1/connection/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain(
      '"code":"request.malformed"',
    );
    expect(gateway.events).toEqual([]);
  });
});
