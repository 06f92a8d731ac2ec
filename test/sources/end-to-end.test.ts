import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settingVariable } from '../../contracts/setting-variable.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { clearConnections } from '../http/api/connections.ts';
import { type Api, openApi } from '../http/api/open-api.ts';
import { downloadPackage, eventsOf, goodItem, reach, submit } from '../http/api/requests.ts';
import { until } from '../http/api/until.ts';
import { type Dossier, startDossier } from '../support/start-dossier.ts';
import { customerTable, seedDataset, seedFields } from './seed-example.ts';
import { startPostgres, type TestPostgres } from './start-postgres.ts';

let postgres: TestPostgres;
let second: TestPostgres;
let dossier: Dossier;
let api: Api;

/** Sources may know what was answered in the form. */
const tellAnswers = {
  [settingVariable('execution.allow_custom_privacy_request_field_collection')]: 'true',
  [settingVariable('execution.allow_custom_privacy_request_fields_in_request_execution')]: 'true',
};

beforeAll(async () => {
  [postgres, second, dossier] = await Promise.all([startPostgres(), startPostgres(), startDossier({ env: tellAnswers })]);
  await postgres.createDatabase('example', customerTable);
  await second.createDatabase('shop', customerTable);
  api = openApi({ baseUrl: dossier.baseUrl, clientId: dossier.clientId, clientSecret: dossier.clientSecret });
}, 120_000);

afterAll(async () => {
  await dossier?.stop();
  await Promise.all([postgres?.close(), second?.close()]);
  if (dossier !== undefined) await rm(dossier.dataDir, { recursive: true, force: true });
});

beforeEach(() => clearConnections(api));

async function connect(key: string, secrets: object, dataset: object): Promise<void> {
  await api.ok('create-connections', { body: { key, connection_type: 'postgres', access: 'read', secrets } });
  await api.ok('define-datasets', { params: { key }, body: dataset });
}

async function packageJson(id: string): Promise<unknown> {
  return JSON.parse((await downloadPackage(api, id)).get('package.json') ?? '');
}

describe('the seed’s example package', () => {
  it('holds what Postgres gave beside what people typed in', async () => {
    await connect('postgres_example', postgres.secrets('example'), seedDataset);
    await api.ok('create-connections', { body: { key: 'manual_request_key', connection_type: 'manual_request', access: 'read' } });
    await api.ok('define-fields', { params: { key: 'manual_request_key' }, body: seedFields });
    const id = await submit(api);
    await reach(api, id, 'requires_input');
    await api.ok('upload-manual-input', {
      params: { id, key: 'manual_request_key' },
      body: { first_name: 'Jane', last_name: 'Customer' },
    });
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    expect(await packageJson(id)).toEqual({
      'postgres_example:customer': [{ name: 'Jane Customer', email: 'jane@example.com', id: 1 }],
      manual_request_key: [{ first_name: 'Jane', last_name: 'Customer' }],
    });
    expect(await eventsOf(api, id)).toContain('source_collected');
  });

  it('gives out only what the categories of the policy allow, and all of what people typed in', async () => {
    await connect('postgres_example', postgres.secrets('example'), seedDataset);
    await api.ok('upsert-policies', {
      body: { key: 'contact_only', name: 'Contact', action_type: 'access', data_categories: ['user.contact'] },
    });
    const id = await submit(api, { ...goodItem, policy_key: 'contact_only' });
    await reach(api, id, 'complete');
    expect(await packageJson(id)).toEqual({ 'postgres_example:customer': [{ email: 'jane@example.com' }] });
  });

  it('is empty for an erasure request', async () => {
    await connect('postgres_example', postgres.secrets('example'), seedDataset);
    const before = (await postgres.queries()).length;
    const id = await submit(api, { ...goodItem, policy_key: 'default_erasure_policy' });
    await reach(api, id, 'complete');
    expect((await postgres.queries()).length).toBe(before);
  });
});

describe('a source that stops half way', () => {
  it('puts the request into error with a cause, keeps what others gave, and is not asked again for what it answered', async () => {
    await connect('first', postgres.secrets('example'), seedDataset);
    await connect('second', second.secrets('shop'), { ...seedDataset, fides_key: 'shop' });
    await second.stop();
    const [before, beforeSecond] = [(await postgres.queries()).length, (await second.queries()).length];
    const id = await submit(api);
    // The workflow tries a source that is not there for half a minute.
    const failed = await until(
      'the request in error',
      async () => {
        const request = await api.ok('get-privacy-request', { params: { id } });
        return request.status === 'error' ? request : undefined;
      },
      90_000,
    );
    expect(failed.failure).toEqual({
      code: 'SourceFailed',
      message:
        "The source 'second' could not be read. The database cannot be reached: it does not take connections at the address of the connection.",
    });
    const { items } = await api.ok('read-request-log', { params: { id } });
    expect(items.filter((entry) => entry.event === 'source_failed')).toMatchObject([
      { connection_key: 'second', message: expect.stringContaining('cannot be reached') },
    ]);
    expect(items.filter((entry) => entry.event === 'source_collected')).toMatchObject([{ connection_key: 'first' }]);
    expect((await postgres.queries()).length).toBe(before + 1);

    await second.start();
    await api.ok('retry-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    expect(await packageJson(id)).toEqual({
      'postgres_example:customer': [{ name: 'Jane Customer', email: 'jane@example.com', id: 1 }],
      'shop:customer': [{ name: 'Jane Customer', email: 'jane@example.com', id: 1 }],
    });
    expect((await postgres.queries()).length, 'the source that had answered was asked again').toBe(before + 1);
    expect((await second.queries()).length).toBe(beforeSecond + 1);
  }, 150_000);

  it('fails at once where the password is wrong, in words that hold no secret', async () => {
    const secrets = { ...postgres.secrets('example'), password: 'wrong-hunter2' };
    await connect('first', secrets, seedDataset);
    const id = await submit(api);
    const { failure } = await reach(api, id, 'error');
    expect(failure?.message).toBe("The source 'first' could not be read. The database refuses the user name or the password.");
    expect(await readFile(join(dossier.dataDir, 'dossier.log'), 'utf8')).not.toContain('hunter2');
  });
});

describe('the test of a connection', () => {
  it('really reaches the database', async () => {
    const of = async (secrets: object) => {
      await api.ok('create-connections', { body: { key: 'tried', connection_type: 'postgres', access: 'read', secrets } });
      return api.ok('test-connection', { params: { key: 'tried' } });
    };
    expect(await of(postgres.secrets('example'))).toEqual({ test_status: 'succeeded' });
    expect(await of({ ...postgres.secrets('example'), password: 'hunter2' })).toEqual({
      test_status: 'failed',
      failure_reason: 'The database refuses the user name or the password.',
    });
    expect(await of(postgres.secrets('nothing_here'))).toMatchObject({ failure_reason: 'The server has no database of this name.' });
    expect(await of({ host: '127.0.0.1' })).toMatchObject({
      failure_reason: 'The connection’s secrets lack, or have a wrong value for: dbname, username.',
    });
    expect(await of({ ...postgres.secrets('example'), ssl_mode: 'verify-full' })).toMatchObject({
      failure_reason: expect.stringContaining('does not take encrypted connections'),
    });
  });
});

describe('secrets', () => {
  it('lie in the secret store alone, under a mask everywhere else, and go with their connection', async () => {
    const file = join(dossier.dataDir, 'secrets.json');
    await connect('first', { ...postgres.secrets('example'), password: 'marker-one' }, seedDataset);
    expect((await api.ok('get-connection', { params: { key: 'first' } })).secrets).toMatchObject({ password: '**********' });
    expect(await readFile(file, 'utf8')).toContain('marker-one');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    // A form that sends back what it was shown changes what was typed alone.
    const secrets = { ...postgres.secrets('example'), password: '**********', dbname: 'marker-two' };
    await api.ok('upsert-connections', { body: { key: 'first', connection_type: 'postgres', access: 'read', secrets } });
    const kept = await readFile(file, 'utf8');
    expect(kept).toContain('marker-one');
    expect(kept).toContain('marker-two');
    await api.ok('delete-connection', { params: { key: 'first' } });
    expect(await readFile(file, 'utf8')).not.toContain('marker');
  });
});

describe('the datasets of a connection', () => {
  const automatic = async (key: string) => {
    await api.ok('create-connections', { body: { key, connection_type: 'postgres', access: 'read' } });
    return { key };
  };

  it('are read back as they are kept, replaced whole, and deleted', async () => {
    const params = await automatic('first');
    await api.problem('get-datasets', 'dataset.not_found', { params });
    const defined = await api.ok('define-datasets', { params, body: seedDataset });
    expect(defined).toMatchObject({ connection_key: 'first', datasets: [seedDataset] });
    expect(await api.ok('get-datasets', { params })).toEqual(defined);
    const [collection] = seedDataset.collections;
    await api.ok('define-datasets', { params, body: [{ fides_key: 'other', collections: [collection] }] });
    expect((await api.ok('get-datasets', { params })).datasets.map((each) => each.fides_key)).toEqual(['other']);
    await api.ok('delete-datasets', { params });
    await api.problem('delete-datasets', 'dataset.not_found', { params });
  });

  it('are refused whole, with every place, and leave what was there', async () => {
    const params = await automatic('first');
    await api.ok('define-datasets', { params, body: seedDataset });
    const fields = [{ name: 'id', references: [{ dataset: 'nobody', field: 'a.b' }] }, { name: 'id' }];
    const { errors } = await api.problem('define-datasets', 'request.invalid', {
      params,
      body: { fides_key: 'attachments', collections: [{ name: 'c', fields }] },
    });
    expect(errors?.map(({ loc }) => loc.join('.'))).toEqual([
      'body.fides_key',
      'body.collections.0.fields.1.name',
      'body.collections.0.fields.0.references.0.dataset',
    ]);
    await api.problem('define-datasets', 'request.invalid', { params, body: { ...seedDataset, unknown: 1 } });
    expect((await api.ok('get-datasets', { params })).datasets).toMatchObject([seedDataset]);
  });

  it('belong to one connection, also where two take the same key at once, and are free once it is gone', async () => {
    const keys = ['one', 'two', 'three'];
    const all = await Promise.all(keys.map(automatic));
    const answers = await Promise.all(all.map((params) => api.call('define-datasets', { params, body: seedDataset })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status } of answers.filter((answer) => answer.status !== 200)) expect([409, 422]).toContain(status);
    const owner = keys[answers.findIndex(({ status }) => status === 200)] ?? '';
    await api.ok('delete-connection', { params: { key: owner } });
    const next = keys.find((key) => key !== owner) ?? '';
    await api.ok('define-datasets', { params: { key: next }, body: seedDataset });
  });

  it('are nothing for a connection that people answer', async () => {
    await api.ok('create-connections', { body: { key: 'manual', connection_type: 'manual_request', access: 'read' } });
    for (const id of ['define-datasets', 'get-datasets', 'delete-datasets'] as const) {
      const body = id === 'define-datasets' ? { body: seedDataset } : {};
      const { detail } = await api.problem(id, 'connection.wrong_type', { params: { key: 'manual' }, ...body });
      expect(detail).toContain('manual_request');
    }
  });

  it('can be large, up to what one item holds', async () => {
    const params = await automatic('first');
    const collections = (count: number) =>
      Array.from({ length: count }, (_, c) => ({
        name: `c${c}`,
        fields: [
          { name: 'email', identity: 'email' },
          ...Array.from({ length: 30 }, (_field, f) => ({ name: `field ${f} ${'x'.repeat(100)}` })),
        ],
      }));
    const of = (count: number) => ({ params, body: { fides_key: 'big', collections: collections(count) } });
    await api.ok('define-datasets', of(40));
    expect((await api.ok('get-datasets', { params })).datasets[0]?.collections).toHaveLength(40);
    await api.problem('define-datasets', 'dataset.too_large', of(60));
  });
});

describe('the rows that were collected', () => {
  it('go with their request', async () => {
    await connect('first', postgres.secrets('example'), seedDataset);
    const id = await submit(api);
    await reach(api, id, 'complete');
    const objectsOf = async () => {
      const folder = join(dossier.dataDir, 'objects');
      const database = new DatabaseSync(join(folder, (await readdir(folder)).find((name) => name.endsWith('.db')) ?? ''), {
        readOnly: true,
      });
      const rows = database.prepare('SELECT key FROM s3_objects WHERE key LIKE ?').all(`%${id}%`);
      database.close();
      return rows.map(({ key }) => String(key).replace(/run_[^/]+/, 'run')).sort();
    };
    expect(await objectsOf()).toEqual([`packages/${id}.zip`, `rows/${id}/first/run/0.jsonl`]);
    await api.ok('delete-privacy-request', { params: { id } });
    expect(await objectsOf()).toEqual([]);
  });
});

describe('a service of the organisation', () => {
  it('is told what the person answered in the form', async () => {
    const bodies: unknown[] = [];
    const service = createServer(async (request, response) => {
      bodies.push(JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString('utf8')));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"rows":[{"email":"jane@example.com"}]}');
    });
    const before = await api.ok('get-intake-config', {});
    try {
      const url = await listenOnLoopback(service);
      const secrets = { url, signing_key: 's'.repeat(32), allow_private_network: true };
      await api.ok('create-connections', { body: { key: 'branches', connection_type: 'https', access: 'read', secrets } });
      const fields = [{ name: 'email', identity: 'email' }];
      await api.ok('define-datasets', {
        params: { key: 'branches' },
        body: { fides_key: 'crm', collections: [{ name: 'visitor', fields }] },
      });
      const [property] = before.properties;
      if (property === undefined) throw new Error('There is no property.');
      const questions = { branch: { label: 'Your branch', field_type: 'text' }, proof: { label: 'Proof', field_type: 'file' } };
      const actions = property.actions.map((action) => ({ ...action, custom_privacy_request_fields: questions }));
      await api.ok('replace-intake-config', { body: { properties: [{ ...property, actions }] } });
      const id = await submit(api, { ...goodItem, custom_privacy_request_fields: { branch: { value: 'Bonn' } } });
      await reach(api, id, 'complete');
      expect(bodies).toMatchObject([{ type: 'query', collection: 'visitor', custom_privacy_request_fields: { branch: 'Bonn' } }]);
      expect(await packageJson(id)).toEqual({ 'crm:visitor': [{ email: 'jane@example.com' }] });
    } finally {
      await api.ok('replace-intake-config', { body: before });
      await closeServer(service, 0);
    }
  });
});
