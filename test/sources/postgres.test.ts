import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConnectors } from '../../adapters/connectors/connectors.ts';
import { openPostgres } from '../../adapters/connectors/postgres/postgres-connector.ts';
import type { Connector, SourceQuery } from '../../core/sources/connector.ts';
import { collectVisits, storedDatasets } from './collect-visits.ts';
import { shopDataset, shopTables } from './shop-example.ts';
import { startPostgres, type TestPostgres } from './start-postgres.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.createDatabase('shop', shopTables);
}, 90_000);
afterAll(() => postgres?.close());

async function using<T>(secrets: Record<string, string | number | boolean>, work: (connector: Connector) => Promise<T>): Promise<T> {
  const connector = openPostgres(secrets);
  try {
    return await work(connector);
  } finally {
    await connector.close();
  }
}

const shop = () => postgres.secrets('shop');

describe('a graph of tables', () => {
  it('gives what belongs to the person, each row once, and says how it was reached', async () => {
    const seen = await using(shop(), (connector) => collectVisits(connector, shopDataset, { email: 'jane@example.com' }));
    expect(Object.fromEntries(seen)).toEqual({
      'shop:customer': {
        rows: [{ id: 1, name: 'Jane Customer', email: 'jane@example.com', address_id: 1 }],
        reached: ['email < identity.email'],
      },
      'shop:service_request': {
        rows: [
          { id: 'srv_1', email: 'jane@example.com', alt_email: null, employee_id: 1 },
          { id: 'srv_3', email: 'jane@example.com', alt_email: 'jane@example.com', employee_id: 1 },
          { id: 'srv_2', email: null, alt_email: 'jane@example.com', employee_id: 2 },
        ],
        reached: ['email < identity.email', 'email < identity.email', 'alt_email < identity.email'],
      },
      'shop:orders': {
        rows: [
          { id: 'ord_1', customer_id: 1, shipping_address_id: 1 },
          { id: 'ord_2', customer_id: 1, shipping_address_id: 2 },
        ],
        reached: ['customer_id < shop:customer.id', 'customer_id < shop:customer.id'],
      },
      'shop:payment_card': {
        rows: [{ id: 'pay_1', last_digits: '1234', customer_id: 1, billing_address_id: 4 }],
        reached: ['customer_id < shop:customer.id'],
      },
      'shop:login': {
        // Two alike, and two they stay.
        rows: [
          { customer_id: 1, at: '2026-01-01T08:00:00Z' },
          { customer_id: 1, at: '2026-01-01T08:00:00Z' },
        ],
        reached: ['customer_id < shop:customer.id', 'customer_id < shop:customer.id'],
      },
      'shop:employee': {
        rows: [
          { id: 1, name: 'Eve Employee', email: 'eve@shop.example', address_id: 5 },
          { id: 2, name: 'Max Employee', email: 'max@shop.example', address_id: 5 },
        ],
        reached: ['id < shop:service_request.employee_id', 'id < shop:service_request.employee_id'],
      },
      'shop:address': {
        rows: [
          { id: 1, street: 'Elm 1', city: 'Here' },
          { id: 2, street: 'Oak 2', city: 'There' },
          { id: 4, street: 'Bank 4', city: 'Billing' },
          { id: 5, street: 'Desk 5', city: 'Office' },
        ],
        reached: [
          'id < shop:customer.address_id + shop:orders.shipping_address_id',
          'id < shop:orders.shipping_address_id',
          'id < shop:payment_card.billing_address_id',
          'id < shop:employee.address_id',
        ],
      },
    });
  });

  it('asks each table once for each field, after all tables that lead to it', async () => {
    const before = (await postgres.queries()).length;
    await using(shop(), (connector) => collectVisits(connector, shopDataset, { email: 'jane@example.com' }));
    const asked = (await postgres.queries()).slice(before).map((query) => /FROM "(\w+)" WHERE ("\w+")/.exec(query)?.slice(1).join(' '));
    expect(asked).toEqual([
      'customer "email"',
      'service_request "email"',
      'service_request "alt_email"',
      'employee "email"',
      'employee "id"',
      'orders "customer_id"',
      'payment_card "customer_id"',
      'address "id"',
      'login "customer_id"',
    ]);
  });

  it('gives nothing, and asks no further, where nobody is known', async () => {
    const before = (await postgres.queries()).length;
    const seen = await using(shop(), (connector) => collectVisits(connector, shopDataset, { email: 'nobody@example.com' }));
    expect([...seen].map(([source, { rows }]) => [source, rows.length])).toEqual([
      ['shop:customer', 0],
      ['shop:service_request', 0],
      ['shop:employee', 0],
    ]);
    expect((await postgres.queries()).length).toBe(before + 4);
  });

  it('asks for more than a hundred keys in batches', async () => {
    await postgres.execute(
      'shop',
      `
      CREATE TABLE many (email text, part int); INSERT INTO many SELECT 'jane@example.com', n FROM generate_series(1, 250) n;
      CREATE TABLE part (id int PRIMARY KEY, label text); INSERT INTO part SELECT n, 'part ' || n FROM generate_series(1, 300) n;`,
    );
    const dataset = {
      fides_key: 'd',
      collections: [
        { name: 'many', fields: [{ name: 'email', identity: 'email' }, { name: 'part' }] },
        { name: 'part', fields: [{ name: 'id', references: [{ dataset: 'd', field: 'many.part' }] }, { name: 'label' }] },
      ],
    };
    const before = (await postgres.queries()).length;
    const seen = await using(shop(), (connector) => collectVisits(connector, dataset, { email: 'jane@example.com' }));
    expect(seen.get('d:part')?.rows).toHaveLength(250);
    expect((await postgres.queries()).length).toBe(before + 4);
    await expect(using(shop(), (connector) => collectVisits(connector, dataset, { email: 'jane@example.com' }, 499))).rejects.toMatchObject(
      { kind: 'failed', message: expect.stringContaining('rows for one person') },
    );
  });
});

describe('names and values that look like SQL', () => {
  const evil = `x' OR '1'='1'; DROP TABLE customer; --`;
  const oddTable = `odd"table"; DROP TABLE customer; --`;
  const oddColumn = `c"; DELETE FROM customer; --`;

  it('are values and names, and nothing else', async () => {
    const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
    await postgres.execute('shop', `CREATE TABLE ${quoted(oddTable)} (${quoted(oddColumn)} text, who text)`);
    await postgres.execute('shop', `INSERT INTO ${quoted(oddTable)} VALUES ('found', $$${evil}$$), ('other', 'jane')`);
    const dataset = { fides_key: 'd', collections: [{ name: oddTable, fields: [{ name: oddColumn }, { name: 'who', identity: 'name' }] }] };
    const seen = await using(shop(), (connector) => collectVisits(connector, dataset, { name: evil }));
    expect([...seen.values()][0]?.rows).toEqual([{ [oddColumn]: 'found', who: evil }]);
    const { rows } = await postgres.execute('shop', 'SELECT count(*)::int AS n FROM customer');
    expect(rows).toEqual([{ n: 2 }]);
  });

  it('can’t write, even where the user may', async () => {
    await postgres.execute(
      'shop',
      `CREATE FUNCTION wipe() RETURNS text LANGUAGE sql AS $$ DELETE FROM login RETURNING 'gone' $$;
      CREATE VIEW trap AS SELECT wipe() AS x, 'jane@example.com'::text AS email`,
    );
    const dataset = { fides_key: 'd', collections: [{ name: 'trap', fields: [{ name: 'x' }, { name: 'email', identity: 'email' }] }] };
    await expect(using(shop(), (connector) => collectVisits(connector, dataset, { email: 'jane@example.com' }))).rejects.toMatchObject({
      message: 'The database refused the query (code 25006).',
    });
  });

  it('match nothing where they are no value of the column’s type, and keep no other from matching', async () => {
    const [dataset] = storedDatasets({ fides_key: 'd', collections: [{ name: 'customer', fields: [{ name: 'id' }, { name: 'email' }] }] });
    const collection = dataset?.collections[0];
    if (collection === undefined) throw new Error('There is no collection.');
    const query: SourceQuery = {
      collection,
      fields: ['email'],
      where: { field: 'id', values: ['1 OR 1=1', 2, '99999999999999999999', true] },
      limit: 10,
      signal: AbortSignal.timeout(10_000),
    };
    expect(await using(shop(), (connector) => Array.fromAsync(connector.query(query)))).toEqual([{ email: 'john@example.com' }]);
  });
});

describe('values of a database', () => {
  it('become JSON without being rounded or moved into another time zone', async () => {
    await postgres.execute(
      'shop',
      `CREATE TABLE kinds (email text, small int2, big int8, safe int8, money numeric, ratio float8, nan float8,
      yes bool, day date, at timestamp, moment timestamptz, doc jsonb, tags text[], bytes bytea, uid uuid, nothing text);
      INSERT INTO kinds VALUES ('k@example.com', 7, 9007199254740993, 42, 12345678901234567890.10, 0.5, 'NaN', true, '2026-03-29',
      '2026-03-29 02:30', '2026-03-29 02:30:00.25+01', '{"a":[1,null]}', '{x,"y z"}', '\\x00ff', '00000000-0000-0000-0000-000000000001', NULL)`,
    );
    const names = [
      'email',
      'small',
      'big',
      'safe',
      'money',
      'ratio',
      'nan',
      'yes',
      'day',
      'at',
      'moment',
      'doc',
      'tags',
      'bytes',
      'uid',
      'nothing',
    ];
    const fields = names.map((name) => (name === 'email' ? { name, identity: 'email' } : { name }));
    const seen = await using(shop(), (connector) =>
      collectVisits(connector, { fides_key: 'd', collections: [{ name: 'kinds', fields }] }, { email: 'k@example.com' }),
    );
    expect(seen.get('d:kinds')?.rows).toEqual([
      {
        email: 'k@example.com',
        small: 7,
        big: '9007199254740993',
        safe: 42,
        money: '12345678901234567890.10',
        ratio: 0.5,
        nan: 'NaN',
        yes: true,
        day: '2026-03-29',
        at: '2026-03-29 02:30:00',
        moment: '2026-03-29T01:30:00.25Z',
        doc: { a: [1, null] },
        tags: ['x', 'y z'],
        bytes: '\\x00ff',
        uid: '00000000-0000-0000-0000-000000000001',
        nothing: null,
      },
    ]);
  });
});

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
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
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
