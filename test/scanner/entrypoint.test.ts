import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { eicarBytes } from '../../core/attachments/eicar.ts';
import { archiveLimits } from '../../core/attachments/inspect-archive/archive-limits.ts';
import { freePort } from '../../local/run/free-port.ts';
import { findPackages } from '../../scanner/find-packages.ts';
import { writeConfig } from '../../scanner/write-config.ts';
import { describeWhenInstalled } from './when-installed.ts';

const folder = join(import.meta.dirname, '../../scanner');
const testMs = 60_000;

/** Runs the container's entrypoint here, with places of its own. */
async function runEntrypoint(environment: Readonly<Record<string, string>>) {
  const state = mkdtempSync(join(tmpdir(), 'dossier-entrypoint-'));
  const port = await freePort();
  const listen = `127.0.0.1:${port}`;
  const env = {
    ...process.env,
    SCANNER_STATE: state,
    SCANNER_DATABASE: join(state, 'signatures'),
    SCANNER_LISTEN: listen,
    SCANNER_CANARY_SECONDS: '2',
    ...environment,
  };
  const child = spawn(join(folder, 'entrypoint.sh'), { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    output += data.toString();
  });
  let code: number | null | undefined;
  const ended = new Promise<number | null>((resolve) => {
    child.on('exit', (exitCode) => {
      code = exitCode;
      resolve(exitCode);
    });
  });
  const isOver = () => code !== undefined;
  return {
    state,
    port,
    ended,
    output: () => output,
    until: async (sentence: string) => {
      while (!output.includes(sentence) && !isOver()) await wait(20);
      expect(output).toContain(sentence);
    },
    healthCheck: () => spawnSync(join(folder, 'canary.sh'), { env, encoding: 'utf8' }),
    terminate: () => child.kill('SIGTERM'),
    cleanUp: async () => {
      if (!isOver()) child.kill('SIGTERM');
      await ended;
      endGroup(child.pid);
      rmSync(state, { recursive: true, force: true });
    },
  };
}

/** What c-icap says to the ping that must not be our health check. */
function answerToOptions(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`OPTIONS icap://127.0.0.1:${port}/avscan ICAP/1.0\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`),
    );
    socket.on('data', (data) => {
      answer += data.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

/** In a container the workers of a killed c-icap go with the container; here they go with their group. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left of it.
  }
}

describeWhenInstalled('the container’s entrypoint', () => {
  let cleanUp: () => Promise<void> = async () => undefined;
  afterEach(async () => {
    await cleanUp();
  });

  async function run(environment: Readonly<Record<string, string>> = { SCANNER_SIGNATURES: 'canary-only' }) {
    const entrypoint = await runEntrypoint(environment);
    cleanUp = entrypoint.cleanUp;
    return entrypoint;
  }

  it(
    'starts clamd first, then c-icap, and is healthy by its own canary',
    async () => {
      const entrypoint = await run();
      await entrypoint.until('the canary is good');
      expect(entrypoint.output().indexOf('clamd answers')).toBeLessThan(entrypoint.output().indexOf('the canary is good'));
      expect(entrypoint.output()).toContain('ONLY THE CANARY SIGNATURE IS LOADED');
      expect(entrypoint.healthCheck().status).toBe(0);
      entrypoint.terminate();
      expect(await entrypoint.ended).toBe(0);
      expect(entrypoint.healthCheck().status).toBe(1);
    },
    testMs,
  );

  it(
    'fills in the same configuration as the run without a container',
    async () => {
      const packages = findPackages();
      if (packages === undefined) throw new Error('The packages are installed.');
      const entrypoint = await run();
      await entrypoint.until('clamd answers');
      const other = mkdtempSync(join(tmpdir(), 'dossier-config-'));
      const config = writeConfig(packages, { state: other, database: join(other, 'signatures'), listen: 'LISTEN' });
      for (const name of ['clamd.conf', 'c-icap.conf', 'virus_scan.conf', 'clamd_mod.conf', 'freshclam.conf']) {
        const settings = (text: string) =>
          text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('Port '));
        const filledByShell = settings(readFileSync(join(entrypoint.state, 'config', name), 'utf8').replaceAll(entrypoint.state, other));
        expect(filledByShell).toEqual(settings(readFileSync(join(config, name), 'utf8')));
        expect(filledByShell.join('\n')).not.toMatch(/@[A-Z]+@/);
      }
      rmSync(other, { recursive: true });
    },
    testMs,
  );

  it.each(['clamd', 'c-icap'])(
    'ends with an error when %s dies',
    async (name) => {
      const entrypoint = await run();
      await entrypoint.until('the canary is good');
      process.kill(Number(readFileSync(join(entrypoint.state, `${name}.pid`), 'utf8')), 'SIGKILL');
      expect(await entrypoint.ended).toBe(1);
      expect(entrypoint.output()).toContain('clamd or c-icap ended');
    },
    testMs,
  );

  it(
    'turns unhealthy while clamd hangs, though c-icap still answers OPTIONS',
    async () => {
      const entrypoint = await run();
      await entrypoint.until('the canary is good');
      const clamd = Number(readFileSync(join(entrypoint.state, 'clamd.pid'), 'utf8'));
      process.kill(clamd, 'SIGSTOP');
      expect(entrypoint.healthCheck()).toMatchObject({ status: 1, stdout: 'scanner: the canary text was not found\n' });
      expect(await answerToOptions(entrypoint.port)).toMatch(/^ICAP\/1\.0 200 OK\r\n/);
      process.kill(clamd, 'SIGCONT');
    },
    testMs,
  );

  it(
    'doesn’t start without official signatures',
    async () => {
      // Nothing listens where the downloads would have to go through.
      const entrypoint = await run({
        HTTPS_PROXY: 'http://127.0.0.1:1',
        HTTP_PROXY: 'http://127.0.0.1:1',
        https_proxy: 'http://127.0.0.1:1',
        http_proxy: 'http://127.0.0.1:1',
      });
      expect(await entrypoint.ended).toBe(1);
      expect(entrypoint.output()).toContain('there are no signatures');
      expect(entrypoint.healthCheck().status).toBe(1);
    },
    testMs,
  );
});

describe('our signatures', () => {
  it('call an entry of more than 200 MiB over the limits, whatever holds it', () => {
    const signature = readFileSync(join(folder, 'signatures/dossier-limits.cdb'), 'utf8').trim();
    expect(signature).toBe(`Heuristics.Limits.Dossier.LargeEntry:*:*:*:*:${archiveLimits.inflatedBytes + 1}-${0xffffffff}:*:*:*:*`);
  });

  it('find the EICAR test file anywhere in a file of any kind', () => {
    const signature = readFileSync(join(folder, 'signatures/dossier-canary.ndb'), 'utf8').trim();
    expect(signature).toBe(`Dossier.Canary.Eicar:0:*:${Buffer.from(eicarBytes()).toString('hex')}`);
  });
});
