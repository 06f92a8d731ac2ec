import { createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createConnectors } from '../../adapters/connectors/connectors.ts';
import { listenOnFreePort } from '../support/listen-on-free-port.ts';
import { collectVisits, storedDatasets } from './collect-visits.ts';
import { postgres, shop, using } from './own-shop.ts';

describe('a database that can’t be read', () => {
  const asking = { email: 'jane@example.com' };
  const of = (name: string, ...fields: string[]) => ({
    fides_key: 'd',
    collections: [{ name, fields: [{ name: 'email', identity: 'email' }, ...fields.map((field) => ({ name: field }))] }],
  });

  it('says which table or column is missing, and that trying again does not help', async () => {
    await expect(using(shop(), (connector) => collectVisits(connector, of('nowhere'), asking))).rejects.toMatchObject({
      kind: 'failed',
      message: "The database has no table for the collection 'nowhere'.",
    });
    await expect(using(shop(), (connector) => collectVisits(connector, of('customer', 'nickname'), asking))).rejects.toMatchObject({
      kind: 'failed',
      message: "The table of the collection 'customer' has no column for the field 'nickname'.",
    });
    await expect(
      using({ ...shop(), db_schema: 'elsewhere' }, (connector) => collectVisits(connector, of('customer'), asking)),
    ).rejects.toMatchObject({
      kind: 'failed',
    });
  });

  it('is given up when the time is over, whatever it does', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket));
    const port = await listenOnFreePort(silent);
    const started = Date.now();
    await expect(using({ ...shop(), port }, (connector) => connector.test(AbortSignal.timeout(300)))).rejects.toMatchObject({
      kind: 'again',
      message: 'The database did not answer in time.',
    });
    expect(Date.now() - started).toBeLessThan(5_000);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('breaks off in the middle of a query when the time is over', async () => {
    await postgres.execute('shop', `CREATE VIEW slow AS SELECT pg_sleep(20)::text AS x, 'jane@example.com'::text AS email`);
    await using(shop(), async (connector) => {
      const [dataset] = storedDatasets(of('slow', 'x'));
      const collection = dataset?.collections[0];
      if (collection === undefined) throw new Error('There is no collection.');
      const query = {
        collection,
        fields: ['x'],
        where: { field: 'email', values: ['jane@example.com'] },
        limit: 1,
        signal: AbortSignal.timeout(1_000),
      };
      await expect(Array.fromAsync(connector.query(query))).rejects.toMatchObject({
        kind: 'again',
        message: 'The database did not answer in time.',
      });
    });
  });

  it('is not spoken to without encryption anywhere but on loopback, unless that is said', async () => {
    const { host: _, ...rest } = shop();
    // A name that leads to loopback is not loopback to whoever reads the connection.
    const named = { ...rest, host: '0.0.0.0' };
    const test = (secrets: Record<string, string | number>) => using(secrets, (connector) => connector.test(AbortSignal.timeout(5_000)));
    await expect(test(named)).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('does not take encrypted connections'),
    });
    await expect(test({ ...named, ssl_mode: 'disable' })).resolves.toBeUndefined();
    await expect(createConnectors().open('postgres', { ...shop(), ssl_mode: 'prefer' })).rejects.toMatchObject({
      message: 'The connection’s secrets lack, or have a wrong value for: ssl_mode.',
    });
  });
});
