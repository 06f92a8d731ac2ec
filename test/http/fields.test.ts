import { beforeEach, describe, expect, it } from 'vitest';
import { clearConnections, freshKey, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
let key = '';

beforeEach(async () => {
  await clearConnections(api);
  key = freshKey('manual');
  await api.ok('create-connections', { body: { key, connection_type: 'manual_request', access: 'read' } });
});

const define = (fields: readonly unknown[]) => api.ok('define-fields', { params: { key }, body: { fields } });
const refuse = (fields: readonly unknown[]) => api.problem('define-fields', 'request.invalid', { params: { key }, body: { fields } });

describe('fields of a manual request', () => {
  it('are trimmed, get a label from their name, and keep a given label as it is written', async () => {
    const { fields, connection_config: connection } = await define([
      { pii_field: '  Größe (cm) ', dsr_package_label: '   ' },
      { pii_field: 'Phone-Number', dsr_package_label: null },
      { pii_field: 'Email', dsr_package_label: ' E-Mail Address! ', data_categories: ['user.contact.email'] },
      { pii_field: 'Name' },
    ]);
    expect(fields).toEqual([
      { pii_field: 'Größe (cm)', dsr_package_label: 'grosse_cm', types: ['string'], data_categories: null },
      { pii_field: 'Phone-Number', dsr_package_label: 'phone_number', types: ['string'], data_categories: null },
      { pii_field: 'Email', dsr_package_label: 'E-Mail Address!', types: ['string'], data_categories: ['user.contact.email'] },
      { pii_field: 'Name', dsr_package_label: 'name', types: ['string'], data_categories: null },
    ]);
    expect(connection).toMatchObject({ key });
    expect(connection).not.toHaveProperty('incomplete');
  });

  it('are replaced whole by PATCH, and keep their id', async () => {
    const before = await define([{ pii_field: 'A' }, { pii_field: 'B' }]);
    const after = await define([{ pii_field: 'C' }]);
    expect(after).toMatchObject({ id: before.id, fields: [{ pii_field: 'C' }] });
    expect(await api.ok('get-fields', { params: { key } })).toEqual(after);
  });

  it('are created once by POST', async () => {
    const created = await api.ok('create-fields', { params: { key }, body: { fields: [{ pii_field: 'A' }] } });
    await api.problem('create-fields', 'manual_request.exists', { params: { key }, body: { fields: [{ pii_field: 'B' }] } });
    expect(await api.ok('get-fields', { params: { key } })).toEqual(created);
  });

  it.each([
    ['none', []],
    ['101', Array.from({ length: 101 }, (_, index) => ({ pii_field: `Field ${index}` }))],
    [
      'two of one name',
      [
        { pii_field: 'A', dsr_package_label: 'a' },
        { pii_field: ' A ', dsr_package_label: 'b' },
      ],
    ],
    ['two of one label', [{ pii_field: 'Phone Number' }, { pii_field: 'Phone', dsr_package_label: 'phone_number' }]],
    ['a label that comes out empty', [{ pii_field: '!!!' }]],
    ['an empty name', [{ pii_field: '   ' }]],
    ['a name that is too long', [{ pii_field: 'x'.repeat(201) }]],
    ['a label that is too long', [{ pii_field: 'x', dsr_package_label: 'x'.repeat(201) }]],
    ['a name that is a number', [{ pii_field: 7 }]],
    ['another type', [{ pii_field: 'x', types: ['number'] }]],
  ])('are refused whole with %s', async (_, fields) => {
    const before = await define([{ pii_field: 'Kept' }]);
    expect((await refuse(fields)).errors?.[0]?.loc.slice(0, 2)).toEqual(['body', 'fields']);
    expect(await api.ok('get-fields', { params: { key } })).toEqual(before);
  });

  it('may be 100, of 200 characters each', async () => {
    const fields = Array.from({ length: 100 }, (_, index) => ({ pii_field: `${index}`.padStart(200, 'x') }));
    expect((await define(fields)).fields).toHaveLength(100);
  });

  it('are deleted once', async () => {
    await define([{ pii_field: 'A' }]);
    await api.ok('delete-fields', { params: { key } });
    await api.problem('get-fields', 'manual_request.not_found', { params: { key } });
    await api.problem('delete-fields', 'manual_request.not_found', { params: { key } });
    expect(await api.ok('get-connection', { params: { key } })).toMatchObject({ incomplete: true });
  });

  it('belong to a manual connection that is there', async () => {
    await api.ok('create-connections', { body: { key: 'pg', connection_type: 'postgres', access: 'read', disabled: true } });
    const body = { fields: [{ pii_field: 'A' }] };
    for (const id of ['define-fields', 'create-fields'] as const) {
      await api.problem(id, 'connection.not_found', { params: { key: 'gone' }, body });
      expect((await api.problem(id, 'connection.wrong_type', { params: { key: 'pg' }, body })).detail).toContain('postgres');
    }
    for (const id of ['get-fields', 'delete-fields'] as const) {
      await api.problem(id, 'connection.not_found', { params: { key: 'gone' } });
      await api.problem(id, 'connection.wrong_type', { params: { key: 'pg' } });
    }
  });

  it('are listed page by page for every enabled connection that has some', async () => {
    const keys = [await makeManual(api, ['a'], 'one'), await makeManual(api, ['b'], 'two')];
    await makeManual(api, ['c'], 'three');
    await api.ok('upsert-connections', { body: { key: 'three', connection_type: 'manual_request', access: 'read', disabled: true } });
    const page = await api.ok('list-fields');
    expect(page.items.map((item) => item.connection_config.key)).toEqual(keys);
    expect(await api.ok('list-fields', { query: 'size=1&page=2' })).toMatchObject({
      total: 2,
      pages: 2,
      items: [{ connection_config: { key: 'two' } }],
    });
  });
});
