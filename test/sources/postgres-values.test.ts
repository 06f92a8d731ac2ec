import { describe, expect, it } from 'vitest';
import type { SourceQuery } from '../../core/sources/connector.ts';
import { collectVisits, storedDatasets } from './collect-visits.ts';
import { postgres, shop, using } from './own-shop.ts';

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
