import { beforeEach, describe, expect, it } from 'vitest';
import { clearConnections, freshKey, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
const manual = { connection_type: 'manual_request', access: 'read' } as const;

beforeEach(() => clearConnections(api));

describe('keys of connections', () => {
  it.each([
    ['Manual Request', 'manual_request'],
    ['Straße & Café -- Süd', 'strasse_cafe_sud'],
    ['under_score, dot.', 'under_score_dot'],
    ['Ｆｕｌｌ　Width', 'full_width'],
    ['  Around  ', 'around'],
  ])('are made from the name %j', async (name, key) => {
    const { succeeded, failed } = await api.ok('create-connections', { body: { name, ...manual } });
    expect(failed).toEqual([]);
    expect(succeeded).toMatchObject([{ key, name }]);
    expect(await api.ok('get-connection', { params: { key } })).toEqual(succeeded[0]);
  });

  it('made from a name must be free, and given must not', async () => {
    const first = await api.ok('create-connections', { body: { name: 'Same Name', ...manual } });
    const second = await api.ok('create-connections', { body: { name: 'same name', ...manual, access: 'write' } });
    expect(second.succeeded).toEqual([]);
    expect(second.failed).toMatchObject([{ index: 0, data: { key: 'same_name' } }]);
    expect(second.failed[0]?.message).toContain('taken');
    expect(await api.ok('get-connection', { params: { key: 'same_name' } })).toEqual(first.succeeded[0]);
    const update = await api.ok('create-connections', { body: { key: 'same_name', ...manual, access: 'write' } });
    expect(update.succeeded).toMatchObject([{ key: 'same_name', name: 'Same Name', access: 'write' }]);
  });

  it('may be given without a name, with every character that is allowed', async () => {
    const key = 'A.b-C_9';
    const { succeeded } = await api.ok('upsert-connections', { body: [{ key, ...manual }] });
    expect(succeeded).toMatchObject([{ key, name: null }]);
    await api.ok('define-fields', { params: { key }, body: { fields: [{ pii_field: 'E' }] } });
    expect((await api.ok('get-connection', { params: { key } })).key).toBe(key);
    await api.ok('delete-connection', { params: { key } });
    await api.problem('get-connection', 'connection.not_found', { params: { key } });
  });

  it('with another character, reserved ones and missing ones fail their item and leave the others', async () => {
    const items = [
      { key: 'a/b', ...manual },
      { key: 'attachments', ...manual },
      { key: 'dataset', ...manual },
      { name: '!!!', ...manual },
      { ...manual },
      { key: 'ö', ...manual },
      { key: 'good', ...manual },
    ];
    const { succeeded, failed } = await api.ok('create-connections', { body: items });
    expect(succeeded.map((connection) => connection.key)).toEqual(['good']);
    expect(failed.map((failure) => failure.index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(failed[1]?.message).toContain('reserved');
    for (const { message } of failed) expect(message).toMatch(/^[A-Z].+\.$/);
    expect((await api.ok('list-connections')).items.map((connection) => connection.key)).toEqual(['good']);
  });
});

describe('a call with connections', () => {
  it('takes 50 and refuses 51 as a whole', async () => {
    const items = Array.from({ length: 51 }, (_, index) => ({ key: `bulk.${index}`, ...manual }));
    const problem = await api.problem('create-connections', 'request.invalid', { body: items });
    expect(problem.detail).toContain('50');
    expect((await api.ok('list-connections')).total).toBe(0);
    expect((await api.ok('create-connections', { body: items.slice(0, 50) })).succeeded).toHaveLength(50);
    expect((await api.ok('list-connections')).total).toBe(50);
  });

  it('is refused whole where a type or an access is unknown', async () => {
    for (const wrong of [
      { key: 'x', connection_type: 'carrier_pigeon', access: 'read' },
      { key: 'x', connection_type: 'manual_request', access: 'admin' },
      { key: 'x', connection_type: 'manual_request' },
    ]) {
      await api.problem('create-connections', 'request.invalid', { body: [{ key: 'good', ...manual }, wrong] });
    }
    expect((await api.ok('list-connections')).total).toBe(0);
  });

  it('masks secrets, and keeps them where an update leaves them out', async () => {
    const key = freshKey();
    const secrets = { host: 'db.internal', password: 'hunter2', port: 5432 };
    const { succeeded } = await api.ok('create-connections', {
      body: { key, connection_type: 'postgres', access: 'read', secrets, disabled: true },
    });
    const [created] = succeeded;
    expect(Object.keys(created?.secrets ?? {})).toEqual(['host', 'password', 'port']);
    await api.ok('upsert-connections', { body: { key, connection_type: 'postgres', access: 'write', name: 'Database' } });
    const answer = await api.call('get-connection', { params: { key } });
    expect(answer.text).not.toMatch(/hunter2|db\.internal|5432/);
    expect(JSON.parse(answer.text)).toMatchObject({ secrets: created?.secrets, access: 'write', name: 'Database', disabled: true });
  });

  it('does not change the type of a connection that is there', async () => {
    const key = await makeManual(api, ['email']);
    const { failed } = await api.ok('upsert-connections', { body: { key, connection_type: 'postgres', access: 'read' } });
    expect(failed).toMatchObject([{ index: 0, data: { key } }]);
    expect(await api.ok('get-connection', { params: { key } })).toMatchObject({ connection_type: 'manual_request' });
  });
});

describe('the list of connections', () => {
  it('is searched, filtered and paged', async () => {
    await api.ok('create-connections', {
      body: [
        { key: 'alpha', name: 'First Shop', ...manual },
        { key: 'beta', name: 'Second', ...manual, disabled: true },
        { key: 'gamma', name: 'Third shop', connection_type: 'postgres', access: 'read', disabled: true },
      ],
    });
    const keys = async (query: string) => (await api.ok('list-connections', { query })).items.map((connection) => connection.key);
    expect(await keys('')).toEqual(['alpha', 'beta', 'gamma']);
    expect(await keys('search=SHOP')).toEqual(['alpha', 'gamma']);
    expect(await keys('search=bet')).toEqual(['beta']);
    expect(await keys('disabled=true')).toEqual(['beta', 'gamma']);
    expect(await keys('disabled=false')).toEqual(['alpha']);
    expect(await keys('connection_type=postgres')).toEqual(['gamma']);
    expect(await keys('connection_type=manual_webhook&disabled=true')).toEqual(['beta']);
    expect(await api.ok('list-connections', { query: 'page=2&size=2' })).toMatchObject({
      total: 3,
      page: 2,
      size: 2,
      pages: 2,
      items: [{ key: 'gamma' }],
    });
    expect(await api.ok('list-connections', { query: 'page=9&size=2' })).toMatchObject({ total: 3, items: [], pages: 2 });
  });
});

describe('one connection', () => {
  it('that is not there is named in the answer', async () => {
    for (const id of ['get-connection', 'delete-connection', 'test-connection'] as const) {
      expect((await api.problem(id, 'connection.not_found', { params: { key: 'no-such.key' } })).detail).toContain("'no-such.key'");
    }
  });

  it('takes its fields along when it is deleted', async () => {
    const key = await makeManual(api, ['email']);
    await api.ok('delete-connection', { params: { key } });
    await api.problem('get-fields', 'connection.not_found', { params: { key } });
    await api.ok('create-connections', { body: { key, ...manual } });
    await api.problem('get-fields', 'manual_request.not_found', { params: { key } });
    expect(await api.ok('get-connection', { params: { key } })).toMatchObject({ incomplete: true });
  });

  it('passes its test once it has fields', async () => {
    const key = freshKey();
    await api.ok('create-connections', { body: { key, ...manual } });
    const before = await api.ok('test-connection', { params: { key } });
    expect(before.test_status).toBe('failed');
    expect(before.failure_reason).toMatch(/fields/);
    await api.ok('define-fields', { params: { key }, body: { fields: [{ pii_field: 'Email' }] } });
    expect(await api.ok('test-connection', { params: { key } })).toEqual({ test_status: 'succeeded' });
    expect(await api.ok('get-connection', { params: { key } })).not.toHaveProperty('incomplete');
  });
});
