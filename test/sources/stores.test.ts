import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSourceRows } from '../../adapters/s3/source-rows.ts';
import { createSecretStore } from '../../adapters/secrets-manager/secret-store.ts';
import { SourceError } from '../../core/sources/connector.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { openSecretsFile } from '../../local/secrets/open-secrets-file.ts';
import { serveSecrets } from '../../local/secrets/serve-secrets.ts';
import { makeCredentials, region } from '../../local/settings/make-environment.ts';
import { openObjectStore, type TestObjectStore } from '../support/open-object-store.ts';

describe('secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-test-secrets-'));
  const path = join(folder, 'secrets.json');
  const credentials = makeCredentials();
  const server = serveSecrets(openSecretsFile(path), credentials);
  let url: string;
  const storeOf = (keys: typeof credentials) =>
    createSecretStore(new SecretsManagerClient({ endpoint: url, region, credentials: keys }), 'p/');

  beforeAll(async () => {
    url = await listenOnLoopback(server);
  });
  afterAll(async () => {
    await closeServer(server, 0);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are kept as they were sent, replaced, and removed for good', async () => {
    const store = storeOf(credentials);
    expect(await store.read('con_1')).toBeUndefined();
    const secrets = { host: 'ü', port: 5432, flag: true, none: null };
    await store.write('con_1', secrets);
    expect(await store.read('con_1')).toEqual(secrets);
    await store.write('con_1', { password: 'second' });
    // What another run reads from the same file.
    expect(openSecretsFile(path).get('p/connections/con_1/secrets')).toBe('{"password":"second"}');
    await store.remove('con_1');
    await store.remove('con_1');
    expect(await store.read('con_1')).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('{}');
  });

  it('are given to nobody but who signs with the keys of this run', async () => {
    await storeOf(credentials).write('con_2', { password: 'p' });
    await expect(storeOf({ ...credentials, secretAccessKey: 'another' }).read('con_2')).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const unsigned = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body: JSON.stringify({ SecretId: 'p/connections/con_2/secrets' }),
    });
    expect([unsigned.status, await unsigned.json()]).toMatchObject([400, { __type: 'AccessDeniedException' }]);
  });
});

describe('rows', () => {
  let store: TestObjectStore;
  beforeAll(async () => {
    store = await openObjectStore();
  });
  afterAll(() => store.close());

  it('are read as they were written, line by line, however many there are', async () => {
    const rows = createSourceRows(store.client, store.bucket);
    const line = (n: number) => JSON.stringify({ n, text: `a\u2028b\nü ${'x'.repeat(200)}` });
    const count = 40_000;
    await rows.write(
      'rows/pri_1/a/run/0.jsonl',
      (async function* lines() {
        for (let n = 0; n < count; n += 1) yield `${line(n)}\n`;
      })(),
    );
    let read = 0;
    for await (const text of rows.read('rows/pri_1/a/run/0.jsonl')) {
      if (text !== line(read)) throw new Error(`Line ${read} is another one.`);
      read += 1;
    }
    expect(read).toBe(count);
    await rows.write('rows/pri_1/b/run/0.jsonl', (async function* none(): AsyncGenerator<string> {})());
    expect(await Array.fromAsync(rows.read('rows/pri_1/b/run/0.jsonl'))).toEqual([]);
  });

  it('go with everything under their prefix, and with nothing else', async () => {
    const rows = createSourceRows(store.client, store.bucket);
    const one = async function* lines() {
      yield '{}\n';
    };
    await rows.write('rows/pri_2/a/run/0.jsonl', one());
    await rows.write('rows/pri_22/a/run/0.jsonl', one());
    await rows.removeAll('rows/pri_2/');
    await rows.removeAll('rows/pri_2/');
    await expect(Array.fromAsync(rows.read('rows/pri_2/a/run/0.jsonl'))).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await Array.fromAsync(rows.read('rows/pri_22/a/run/0.jsonl'))).toEqual(['{}']);
  });

  it('that break off leave nothing, and say why by the source’s own words', async () => {
    const rows = createSourceRows(store.client, store.bucket);
    const broken = async function* lines() {
      yield `${'x'.repeat(6_000_000)}\n`;
      throw new SourceError('again', 'The database did not answer in time.');
    };
    await expect(rows.write('rows/pri_3/a/run/0.jsonl', broken())).rejects.toBeInstanceOf(SourceError);
    await expect(Array.fromAsync(rows.read('rows/pri_3/a/run/0.jsonl'))).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
