import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { startDynamoDb } from '../../local/dynamodb/start-dynamodb.ts';
import { type Dossier, startDossier, startRefused } from '../support/start-dossier.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'dossier-run-'));
let running: Dossier | undefined;

async function start(): Promise<Dossier> {
  running = await startDossier({ dataDir });
  return running;
}

afterEach(async () => {
  await running?.kill9();
  running = undefined;
});

interface Request {
  readonly id: string;
  readonly status: string;
}

async function submit(dossier: Dossier): Promise<string> {
  const response = await dossier.call('POST', '/api/v1/privacy-request', {
    body: [{ identity: { email: 'anna@example.com' }, policy_key: 'default_access_policy' }],
  });
  const { succeeded } = (await response.json()) as { succeeded: Request[] };
  return succeeded[0]?.id ?? '';
}

async function waitFor(dossier: Dossier, token: string, id: string, status: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const request = (await (await dossier.call('GET', `/api/v1/privacy-request/${id}`, { token })).json()) as Request;
      expect(request.status).toBe(status);
    },
    { timeout: 20_000, interval: 100 },
  );
}

/** Every process below one. */
function familyOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const children = rows.map((row) => row.trim().split(/\s+/).map(Number)).filter(([, parent]) => parent === pid);
  return [pid, ...children.flatMap(([child]) => (child === undefined ? [] : familyOf(child)))];
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('npm start', () => {
  it('is ready, says so, writes local.json for its owner, and leaves nothing behind on SIGTERM', async () => {
    const dossier = await start();
    const local = join(dataDir, 'local.json');
    expect(dossier.lines.some((line) => line.endsWith(`Dossier is ready at ${dossier.baseUrl}`))).toBe(true);
    expect(statSync(local).mode & 0o777).toBe(0o600);
    expect(Object.keys(JSON.parse(readFileSync(local, 'utf8'))).sort()).toEqual([
      'base_url',
      'client_id',
      'client_secret',
      'mailbox_url',
      'pid',
      'reviewer_password',
    ]);
    expect(await (await fetch(`${dossier.baseUrl}/health`)).json()).toMatchObject({ status: 'ok' });
    expect(await (await fetch(`${dossier.mailboxUrl}/store`)).json()).toEqual({ emails: [] });
    // The terminal shows lines for people; functions log into the file.
    expect(dossier.lines.join('\n')).not.toContain('{');
    const family = familyOf(dossier.pid);
    expect(family.length).toBeGreaterThan(1);
    const begun = Date.now();
    expect(await dossier.stop()).toBe(0);
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(existsSync(local)).toBe(false);
    // Whoever adopts a process takes note of its end a moment later.
    await vi.waitFor(() => expect(family.filter(alive)).toEqual([]), { timeout: 20_000 });
  });

  it('keeps what it answered, and goes on with requests that waited, after kill -9', async () => {
    const first = await start();
    const before = await first.token();
    await first.call('PATCH', '/api/v1/connection', {
      token: before,
      body: [{ key: 'files', name: 'Files', connection_type: 'manual_request', access: 'read' }],
    });
    await first.call('PATCH', '/api/v1/connection/files/access_manual_request', {
      token: before,
      body: { fields: [{ pii_field: 'Name' }] },
    });
    const waiting = await submit(first);
    await waitFor(first, before, waiting, 'requires_input');
    const justSubmitted = await submit(first);
    const family = familyOf(first.pid);
    await first.kill9();

    const second = await start();
    await vi.waitFor(() => expect(family.filter((pid) => pid !== first.pid && alive(pid))).toEqual([]), { timeout: 20_000 });
    const token = await second.token();
    expect((await second.call('GET', '/api/v1/connection', { token: before })).status).toBe(401);
    for (const id of [waiting, justSubmitted]) {
      await waitFor(second, token, id, 'requires_input');
      await second.call('PATCH', `/privacy-request/${id}/access_manual_request/files`, { token, body: { name: 'Anna' } });
      expect((await second.call('POST', `/privacy-request/${id}/resume_from_requires_input`, { token })).status).toBe(200);
    }
    for (const id of [waiting, justSubmitted]) {
      await waitFor(second, token, id, 'complete');
    }
    expect(await second.stop()).toBe(0);
  });

  it('refuses a second run on its folder and a port that is taken, each in one sentence, and goes on itself', async () => {
    const dossier = await start();
    const onFolder = await startRefused({ dataDir });
    expect(onFolder).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^Another run uses the data folder [^\n]+\n$/) });
    const onPort = await startRefused({ port: Number(new URL(dossier.baseUrl).port) });
    expect(onPort).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Port \d+ is in use by another program; [^\n]+\n$/) });
    expect(existsSync(join(dataDir, 'local.json'))).toBe(true);
    expect((await fetch(`${dossier.baseUrl}/health`)).status).toBe(200);
  });

  it('uses a DynamoDB that runs already where it is told of one, and starts none', async () => {
    const files = mkdtempSync(join(tmpdir(), 'dossier-dynamodb-'));
    const database = await startDynamoDb(files, () => {});
    running = await startDossier({ env: { AWS_ENDPOINT_URL_DYNAMODB: database.url } });
    expect(familyOf(running.pid)).toEqual([running.pid]);
    expect((await fetch(`${running.baseUrl}/health`)).status).toBe(200);
    expect(await running.stop()).toBe(0);
    await database.stop();
  });

  it('can be stopped before it is ready', async () => {
    const child = spawn(process.execPath, [fileURLToPath(new URL('../../local/main.ts', import.meta.url))], {
      env: { ...process.env, PORT: '0', DOSSIER_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const family = familyOf(child.pid ?? 0);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(join(dataDir, 'local.json'))).toBe(false);
    await vi.waitUntil(() => family.filter(alive).length === 0, { timeout: 20_000 });
  });

  it('ends when its database dies, and says so', async () => {
    const dossier = await start();
    const database = familyOf(dossier.pid).find((pid) => pid !== dossier.pid);
    process.kill(database ?? 0, 'SIGKILL');
    await vi.waitUntil(() => !alive(dossier.pid), { timeout: 20_000 });
    expect(dossier.lines.at(-1)).toBe('The database ended by itself, so Dossier ends too; start it again.');
  });
});

describe('a start that cannot work', () => {
  it.each([
    ['without Java', { PATH: '/nowhere' }, /which needs Java 17 or newer; install it .+AWS_ENDPOINT_URL_DYNAMODB/],
    ['with a wrong setting', { DOSSIER__EXECUTION__MANUAL_INPUT_TIMEOUT_DAYS: 'hello-there' }, /manual_input_timeout_days .+ whole number/],
    ['with a setting that does not exist', { DOSSIER__NO__SUCH: '1' }, /^DOSSIER__NO__SUCH is no setting/],
    ['with a data folder that nobody can make', { DOSSIER_DATA_DIR: '/proc/dossier/data' }, /^The data folder \S+ cannot be used; set/],
    ['with a data folder below a file', { DOSSIER_DATA_DIR: `${import.meta.filename}/data` }, /^The data folder \S+ cannot be used; set/],
    ['with a wrong port', { PORT: '99999' }, /^PORT is not valid/],
  ])('ends with one sentence and exit code 1 %s', async (_, env, sentence) => {
    const { code, stderr } = await startRefused({ env });
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('hello-there');
  });
});

afterAll(async () => {
  await running?.kill9();
});
