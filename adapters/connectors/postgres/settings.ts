import type { ClientConfig } from 'pg';
import * as z from 'zod/mini';
import type { ConnectionSecrets } from '../../../contracts/schemas/connections.ts';
import { readSecrets } from '../read-secrets.ts';

/** The port of PostgreSQL where none is named. */
const defaultPort = 5_432;

/** Milliseconds for reaching the database and for its word that the user may enter. */
const connectMilliseconds = 10_000;

/** Secrets of a `postgres` connection, under the names that Fides has for them. */
const postgresSecrets = z.lazy(() =>
  z.object({
    host: z.string().check(z.minLength(1)),
    port: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(65_535)), defaultPort),
    dbname: z.string().check(z.minLength(1)),
    username: z.string().check(z.minLength(1)),
    password: z._default(z.string(), ''),
    /** The schema the tables are in; absent: the user's search path. */
    db_schema: z.optional(z.string().check(z.minLength(1))),
    /** Absent: `disable` on loopback, `verify-full` anywhere else. Nothing between the two: encryption to whoever answers protects nothing. */
    ssl_mode: z.optional(z.enum(['verify-full', 'disable'])),
    /** PEM of the authority that signed the server's certificate, where it is not one that Node trusts. */
    ssl_ca: z.optional(z.string()),
  }),
);

/** How to reach a database, and where in it the tables are. */
export interface PostgresSettings {
  readonly client: ClientConfig;
  readonly schema: string | undefined;
}

/**
 * Reads the secrets of a `postgres` connection. Everything is said, so that the driver looks at no `PG…` variable.
 * @throws SourceError naming what is missing.
 */
export function readPostgresSettings(secrets: ConnectionSecrets): PostgresSettings {
  const { host, port, dbname, username, password, db_schema, ssl_mode, ssl_ca } = readSecrets(postgresSecrets, secrets);
  const mode = ssl_mode ?? (isLoopback(host) ? 'disable' : 'verify-full');
  return {
    schema: db_schema,
    client: {
      host,
      port,
      database: dbname,
      user: username,
      password: () => password,
      ssl: mode === 'disable' ? false : { rejectUnauthorized: true, ...(ssl_ca === undefined ? {} : { ca: ssl_ca }) },
      application_name: 'dossier',
      connectionTimeoutMillis: connectMilliseconds,
    },
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
