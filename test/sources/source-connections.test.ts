import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { api, connect, dossier, postgres } from './own-dossier.ts';
import { seedDataset } from './seed-example.ts';

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
