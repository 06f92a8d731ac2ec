import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../local/run/free-port.ts';
import { until } from '../http/api/until.ts';
import { findPostgres } from './find-postgres.ts';
import type { Certificate } from './make-certificates.ts';

const run = promisify(execFile);

/** Milliseconds a start may take on a busy machine. */
const readyMs = 30_000;

const password = `it's "only" a\\test`;

/** A PostgreSQL of one test file's own. */
export interface TestPostgres {
  /** Secrets of a connection to a database, as its superuser. */
  secrets(dbname: string): { host: string; port: number; dbname: string; username: string; password: string };
  createDatabase(name: string, statements: string): Promise<void>;
  /** Runs statements as the superuser. */
  execute(dbname: string, statements: string): Promise<pg.QueryResult>;
  /** Every line the server logged about a connection of Dossier’s: whatever it was told on one is there. */
  said(): Promise<readonly string[]>;
  /** Every query of Dossier’s since the start, in order, as the server logged it. */
  queries(): Promise<readonly string[]>;
  stop(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  /** Ends it and removes its files. */
  close(): Promise<void>;
}

/**
 * Starts a real PostgreSQL on a free port of loopback, with its files in a temporary folder.
 * @param certificate - With it the server takes encrypted connections too.
 * @throws Error where the server is not installed.
 */
export async function startPostgres(certificate?: Certificate): Promise<TestPostgres> {
  const bin = demandServer();
  const owner = findOwner();
  const root = await mkdtemp(join(tmpdir(), 'dossier-postgres-'));
  const data = join(root, 'data');
  const passwordFile = join(root, 'password');
  await writeFile(passwordFile, password);
  await mkdir(data, { mode: 0o700 });
  const tls = certificate === undefined ? {} : { ssl_cert_file: join(root, 'server.crt'), ssl_key_file: join(root, 'server.key') };
  if (certificate !== undefined) {
    await writeFile(join(root, 'server.crt'), certificate.pem);
    await writeFile(join(root, 'server.key'), certificate.key, { mode: 0o600 });
  }
  for (const path of [root, data, passwordFile, ...Object.values(tls)])
    await chown(path, owner.uid ?? process.getuid?.() ?? 0, owner.gid ?? process.getgid?.() ?? 0);
  await chmod(root, 0o711);
  const init = ['-D', data, '-U', 'admin', '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8', '--locale', 'C', '--no-sync'];
  await run(join(bin, 'initdb'), init, { ...owner, cwd: root });
  const port = await freePort();
  const logged: string[] = [];
  let server: ChildProcess | undefined;

  const start = async () => {
    const options = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: '',
      log_statement: 'all',
      fsync: 'off',
      log_line_prefix: '%a|',
      ssl: certificate === undefined ? 'off' : 'on',
      ...tls,
    };
    const child = spawn(
      join(bin, 'postgres'),
      ['-D', data, ...Object.entries(options).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
      {
        ...owner,
        cwd: root,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    server = child;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('PostgreSQL was not ready in time.')), readyMs);
      child.once('exit', () => reject(new Error(`PostgreSQL ended: ${logged.slice(-5).join('\n')}`)));
      createInterface({ input: child.stderr }).on('line', (line) => {
        logged.push(line);
        if (!line.includes('ready to accept connections')) return;
        clearTimeout(timer);
        resolve();
      });
    });
  };
  const stop = async () => {
    const child = server;
    server = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // "Fast" shutdown: open connections are cut.
    child.kill('SIGINT');
    await ended;
  };
  const secrets = (dbname: string) => ({ host: '127.0.0.1', port, dbname, username: 'admin', password });
  const execute = async (dbname: string, statements: string) => {
    const client = new pg.Client({ host: '127.0.0.1', port, database: dbname, user: 'admin', password, application_name: 'test' });
    await client.connect();
    try {
      return await client.query(statements);
    } finally {
      await client.end();
    }
  };
  /** What the server logged about Dossier's connections: the log comes through a pipe, and what stands before the mark is all there is. */
  const said = async () => {
    const mark = randomUUID();
    if (server !== undefined) {
      await execute('postgres', `SELECT '${mark}'`);
      await until('the mark in the log', async () => (logged.some((line) => line.includes(mark)) ? true : undefined));
    }
    return logged.filter((line) => line.startsWith('dossier|'));
  };
  await start();
  return {
    secrets,
    execute,
    createDatabase: async (name, statements) => {
      await execute('postgres', `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      await execute(name, statements);
    },
    said,
    queries: async () => (await said()).flatMap((line) => /execute <unnamed>[^:]*: (SELECT .*)$/.exec(line)?.[1] ?? []),
    start,
    stop,
    close: async () => {
      await stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function demandServer(): string {
  const bin = findPostgres();
  if (bin === undefined) throw new Error('The tests of automatic sources need PostgreSQL: install the Debian package postgresql.');
  return bin;
}

/** PostgreSQL refuses to run as root; the package brings a user for it. */
function findOwner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
