import { beforeAll, describe, expect, it } from 'vitest';
import { createRateLimiter } from '../../adapters/dynamodb/rate-limiter.ts';
import { openTables, type TestTables } from '../support/open-tables.ts';
import { makeClock } from '../support/samples.ts';

let tables: TestTables;

beforeAll(async () => {
  tables = await openTables();
});

const limiter = (group: string, perWindow: number, clock = makeClock('2026-03-01T12:00:40.500Z')) =>
  createRateLimiter(tables.client, tables.requests, group, perWindow, clock);

describe('the rate limiter', () => {
  it('lets the allowed calls of a minute pass and tells the others when the minute is over', async () => {
    const clock = makeClock('2026-03-01T12:00:40.500Z');
    const own = limiter('minute', 3, clock);
    for (let call = 0; call < 3; call += 1) expect(await own.take('192.0.2.1')).toEqual({ allowed: true });
    expect(await own.take('192.0.2.1')).toEqual({ allowed: false, retryAfterSeconds: 20 });
    clock.advance(19);
    expect(await own.take('192.0.2.1')).toEqual({ allowed: false, retryAfterSeconds: 1 });
    clock.advance(1);
    expect(await own.take('192.0.2.1')).toEqual({ allowed: true });
  });

  it('counts each address and each group by itself', async () => {
    const one = limiter('one', 1);
    expect(await one.take('192.0.2.1')).toEqual({ allowed: true });
    expect(await one.take('192.0.2.2')).toEqual({ allowed: true });
    expect(await limiter('two', 1).take('192.0.2.1')).toEqual({ allowed: true });
    expect((await one.take('192.0.2.1')).allowed).toBe(false);
  });

  it('counts all addresses of one IPv6 subscriber together', async () => {
    const own = limiter('subscriber', 1);
    expect(await own.take('2001:db8:1:2::1')).toEqual({ allowed: true });
    expect((await own.take('2001:db8:1:2:aaaa::2')).allowed).toBe(false);
    expect(await own.take('2001:db8:1:3::1')).toEqual({ allowed: true });
  });

  it('lets exactly the allowed calls pass of many at once', async () => {
    const own = limiter('race', 7);
    const verdicts = await Promise.all(Array.from({ length: 25 }, () => own.take('192.0.2.9')));
    expect(verdicts.filter((verdict) => verdict.allowed)).toHaveLength(7);
  });

  it('keeps no address as it is', async () => {
    await limiter('hash', 1).take('198.51.100.77');
    expect(await tables.dump(tables.requests)).not.toContain('198.51.100.77');
  });
});
