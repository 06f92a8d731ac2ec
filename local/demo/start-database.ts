import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { freePort } from '../run/free-port.ts';
import { loopback } from '../run/listen-on-loopback.ts';
import { customerTable } from './example-data.ts';

/** A PostgreSQL inside this process, in memory. */
export interface DemoDatabase {
  /** Secrets of a connection to it. */
  readonly secrets: Readonly<Record<string, string | number>>;
  stop(): Promise<void>;
}

/** Starts the database of the demonstration on a free port of loopback. It takes any user: there is nothing but the example in it. */
export async function startDatabase(): Promise<DemoDatabase> {
  const db = await PGlite.create();
  await db.exec(customerTable);
  const port = await freePort();
  const server = new PGLiteSocketServer({ db, host: loopback, port, maxConnections: 10 });
  await server.start();
  return {
    secrets: { host: loopback, port, dbname: 'postgres', username: 'postgres', password: 'postgres' },
    stop: async () => {
      await server.stop();
      await db.close();
    },
  };
}
