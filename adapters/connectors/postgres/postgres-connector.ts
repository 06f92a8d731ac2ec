import type { ConnectionSecrets } from '../../../contracts/schemas/connections.ts';
import type { PackageRow } from '../../../core/packages/package-source.ts';
import { type Connector, SourceError, type SourceQuery } from '../../../core/sources/connector.ts';
import { describeFailure, isOtherKind } from './describe-failure.ts';
import { createValueParsers } from './parse-values.ts';
import { type PostgresSettings, readPostgresSettings } from './settings.ts';

/** Rows that are fetched at once. */
const batchRows = 200;

/** Milliseconds one statement may take; what takes longer lacks an index. */
const statementMilliseconds = 60_000;

/** Milliseconds a farewell may take before the connection is cut. */
const farewellMilliseconds = 1_000;

/**
 * Reads a PostgreSQL database: one connection, one read-only transaction with one snapshot for the whole of a person's data. Names
 * are quoted by the driver, values travel as parameters only.
 * @throws SourceError where secrets are missing.
 */
export function openPostgres(secrets: ConnectionSecrets): Connector {
  return new PostgresConnector(readPostgresSettings(secrets));
}

class PostgresConnector implements Connector {
  readonly #settings: PostgresSettings;
  #session: Promise<Session> | undefined;

  constructor(settings: PostgresSettings) {
    this.#settings = settings;
  }

  async *query(query: SourceQuery): AsyncGenerator<PackageRow> {
    const session = await this.#open(query.signal);
    const read = (asText: boolean) => session.read(this.#statement(session.quote, query, asText), [query.where.values.map(String)]);
    const asked = { collection: query.collection.name, fields: query.fields };
    try {
      await session.run('SAVEPOINT asked');
      try {
        yield* read(false);
      } catch (error) {
        if (!isOtherKind(error)) throw error;
        // A key that is no value of the field's type matches nothing, but must not keep the others from matching.
        await session.run('ROLLBACK TO SAVEPOINT asked');
        yield* read(true);
      }
      await session.run('RELEASE SAVEPOINT asked');
    } catch (error) {
      throw describeFailure(error, query.signal.aborted, asked);
    }
  }

  async test(signal: AbortSignal): Promise<void> {
    const session = await this.#open(signal);
    try {
      await session.run('SELECT 1');
    } catch (error) {
      throw describeFailure(error, signal.aborted);
    }
  }

  async close(): Promise<void> {
    const session = await this.#session?.catch(() => undefined);
    await session?.end();
  }

  #statement(quote: Session['quote'], { collection, fields, where, limit }: SourceQuery, asText: boolean): string {
    const { schema } = this.#settings;
    const table = `${schema === undefined ? '' : `${quote(schema)}.`}${quote(collection.name)}`;
    const condition = asText ? `${quote(where.field)}::text = ANY($1::text[])` : `${quote(where.field)} = ANY($1)`;
    if (!Number.isSafeInteger(limit)) throw new Error('The limit is no whole number.');
    return `SELECT ${fields.map((field) => quote(field)).join(', ')} FROM ${table} WHERE ${condition} LIMIT ${limit}`;
  }

  async #open(signal: AbortSignal): Promise<Session> {
    this.#session ??= openSession(this.#settings, signal);
    return this.#session;
  }
}

/** One connection inside its transaction. */
interface Session {
  /** Writes a name as an SQL identifier. */
  quote(name: string): string;
  run(statement: string): Promise<void>;
  read(statement: string, values: readonly unknown[]): AsyncGenerator<PackageRow>;
  end(): Promise<void>;
}

async function openSession(settings: PostgresSettings, signal: AbortSignal): Promise<Session> {
  const { pg, Cursor } = await import('./driver.ts');
  const client = new pg.Client({ ...settings.client, types: createValueParsers(pg.types) });
  const { promise: broken, reject } = Promise.withResolvers<never>();
  // Nobody may be listening at the moment it breaks.
  broken.catch(() => {});
  client.on('error', reject);
  client.on('end', () => reject(new SourceError('again', 'The connection to the database broke off.')));
  const cut = () => {
    reject(new SourceError('again', 'The database did not answer in time.'));
    client.connection.stream.destroy();
  };
  const until = <T>(work: Promise<T>): Promise<T> => Promise.race([work, broken]);
  const end = async () => {
    signal.removeEventListener('abort', cut);
    const farewell = client.end().catch(() => {});
    const late = setTimeout(() => client.connection.stream.destroy(), farewellMilliseconds);
    await farewell;
    clearTimeout(late);
  };
  try {
    signal.throwIfAborted();
    signal.addEventListener('abort', cut, { once: true });
    await until(client.connect());
    await until(client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY'));
    await until(
      client.query(`SET LOCAL statement_timeout = ${statementMilliseconds}; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'`),
    );
  } catch (error) {
    const failure = describeFailure(error, signal.aborted);
    await end();
    throw failure;
  }
  return {
    quote: pg.escapeIdentifier,
    run: async (statement) => void (await until(client.query(statement))),
    async *read(statement, values) {
      const cursor = client.query(new Cursor<PackageRow>(statement, [...values]));
      try {
        for (;;) {
          const rows = await until(cursor.read(batchRows));
          yield* rows;
          if (rows.length < batchRows) return;
        }
      } finally {
        await until(cursor.close()).catch(() => {});
      }
    },
    end,
  };
}
