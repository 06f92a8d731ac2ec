import { afterAll, beforeAll } from 'vitest';
import { openPostgres } from '../../adapters/connectors/postgres/postgres-connector.ts';
import type { ConnectionSecrets } from '../../contracts/schemas/connections.ts';
import type { Connector } from '../../core/sources/connector.ts';
import { shopTables } from './shop-example.ts';
import { startPostgres, type TestPostgres } from './start-postgres.ts';

/** The PostgreSQL of the test file that imports this, with the shop's tables: it is there while the file's tests run. */
export let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.createDatabase('shop', shopTables);
}, 90_000);
afterAll(() => postgres?.close());

/** Secrets of a connection to the shop's database. */
export const shop = () => postgres.secrets('shop');

/** Works with a connector, which is closed whatever comes of it. */
export async function using<T>(secrets: ConnectionSecrets, work: (connector: Connector) => Promise<T>): Promise<T> {
  const connector = openPostgres(secrets);
  try {
    return await work(connector);
  } finally {
    await connector.close();
  }
}
