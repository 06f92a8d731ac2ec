import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { settingPrefix } from '../../contracts/setting-variable.ts';

const main = fileURLToPath(new URL('../../local/main.ts', import.meta.url));

/** Milliseconds a start may take on a busy machine; DESIGN asks for much less. */
const readyMs = 60_000;

/** What a run is started with. */
export interface DossierOptions {
  /** Variables beside the ones the run needs; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Absent: a new temporary folder. */
  readonly dataDir?: string;
  /** Absent: any free port. */
  readonly port?: number;
}

/** A local run as a process of its own. */
export interface Dossier {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly mailboxUrl: string;
  readonly dataDir: string;
  readonly pid: number;
  /** Every line it printed so far. */
  readonly lines: readonly string[];
  /** Gets a bearer token; without scopes one for all. */
  token(scopes?: readonly string[]): Promise<string>;
  /** Calls it with JSON, and with a bearer token where one is given. */
  call(method: string, path: string, options?: { readonly token?: string; readonly body?: unknown }): Promise<Response>;
  /** Ends it with SIGTERM and gives back its exit code. */
  stop(): Promise<number | null>;
  /** Ends it with SIGKILL, as a power cut would. */
  kill9(): Promise<void>;
}

/** How a start that was refused ended. */
export interface RefusedStart {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const localFile = z.object({
  base_url: z.string(),
  pid: z.int(),
  client_id: z.string(),
  client_secret: z.string(),
  mailbox_url: z.string(),
});
const tokenAnswer = z.object({ access_token: z.string() });

/**
 * Starts Dossier as `npm start` does, and resolves when it says that it is ready.
 * @throws Error when it ends before that; the message holds what it printed.
 */
export async function startDossier(options: DossierOptions = {}): Promise<Dossier> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'dossier-')));
  const child = spawnDossier({ ...options, dataDir });
  const lines: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`Dossier ${why}:\n${lines.join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail('was not ready in time');
    }, readyMs);
    const onLine = (line: string) => {
      lines.push(line);
      if (line.includes('Dossier is ready at ')) {
        clearTimeout(timer);
        resolve();
      }
    };
    if (child.stdout !== null && child.stderr !== null) {
      createInterface({ input: child.stdout }).on('line', onLine);
      createInterface({ input: child.stderr }).on('line', onLine);
    }
    void ended.then(() => {
      clearTimeout(timer);
      fail('ended before it was ready');
    });
  });
  const local = localFile.parse(JSON.parse(await readFile(join(dataDir, 'local.json'), 'utf8')));
  const call: Dossier['call'] = (method, path, { token, body } = {}) =>
    fetch(`${local.base_url}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    baseUrl: local.base_url,
    clientId: local.client_id,
    clientSecret: local.client_secret,
    mailboxUrl: local.mailbox_url,
    dataDir,
    pid: local.pid,
    lines,
    call,
    token: async (scopes) => {
      const response = await fetch(`${local.base_url}/api/v1/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${local.client_id}:${local.client_secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', ...(scopes === undefined ? {} : { scope: scopes.join(' ') }) }),
      });
      return tokenAnswer.parse(await response.json()).access_token;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
    kill9: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts Dossier where it has to refuse, and tells how it ended. */
export async function startRefused(options: DossierOptions = {}): Promise<RefusedStart> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'dossier-')));
  const child = spawnDossier({ ...options, dataDir });
  const printed = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    printed.stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    printed.stderr += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', (ended) => resolve(ended)));
  return { code, ...printed };
}

function spawnDossier({ env = {}, dataDir, port = 0 }: DossierOptions): ChildProcess {
  return spawn(process.execPath, [main], {
    env: { ...withoutSettings(process.env), PORT: String(port), DOSSIER_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A developer's own settings must not decide what a test sees. */
function withoutSettings(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith(settingPrefix) && !name.startsWith('AWS_')));
}
