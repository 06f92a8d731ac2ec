import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../adapters/connectors/postgres/postgres-connector.ts';
import type { ConnectionSecrets } from '../../contracts/schemas/connections.ts';
import { type Authority, makeAuthority } from './make-certificates.ts';
import { startPostgres, type TestPostgres } from './start-postgres.ts';

let authority: Authority;
let stranger: Authority;
let postgres: TestPostgres;

beforeAll(async () => {
  [authority, stranger] = await Promise.all([makeAuthority('localhost'), makeAuthority('localhost')]);
  postgres = await startPostgres(authority.server);
}, 90_000);
afterAll(() => postgres?.close());

const secrets = (more: ConnectionSecrets): ConnectionSecrets => ({
  ...postgres.secrets('postgres'),
  host: 'localhost',
  ssl_mode: 'verify-full',
  ...more,
});

async function test(more: ConnectionSecrets, whileOpen?: () => Promise<void>): Promise<void> {
  const connector = openPostgres(secrets(more));
  try {
    await connector.test(AbortSignal.timeout(10_000));
    await whileOpen?.();
  } finally {
    await connector.close();
  }
}

describe('a database with a certificate', () => {
  it('is spoken to in TLS where the certificate is its authority’s and for its host', async () => {
    const before = (await postgres.said()).length;
    await test({ ssl_ca: authority.pem }, async () => {
      const { rows } = await postgres.execute(
        'postgres',
        `SELECT ssl, version FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'dossier'`,
      );
      expect(rows).toEqual([{ ssl: true, version: expect.stringMatching(/^TLSv1\.[23]$/) }]);
    });
    expect((await postgres.said()).length).toBeGreaterThan(before);
  });

  it.each([
    ['is of no authority that is known', () => ({})],
    ['is another authority’s', () => ({ ssl_ca: stranger.pem })],
    ['is for another host', () => ({ ssl_ca: authority.pem, host: '127.0.0.1' })],
  ])('is told nothing where its certificate %s', async (_, more) => {
    const before = (await postgres.said()).length;
    await expect(test(more())).rejects.toMatchObject({
      kind: 'failed',
      message: 'The database’s certificate is not trusted, or is not for this host. Set ssl_ca to its authority’s.',
    });
    expect((await postgres.said()).length).toBe(before);
  });
});
