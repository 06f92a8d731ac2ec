import { beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionIn } from '../../contracts/schemas/connections.ts';
import { deleteConnection } from '../../core/connections/delete-connection.ts';
import type { KeepSecretsParts } from '../../core/connections/keep-secrets.ts';
import type { ConnectionStore } from '../../core/connections/ports.ts';
import { upsertConnections } from '../../core/connections/upsert-connections.ts';
import { defineFields, deleteFields } from '../../core/manual-requests/define-fields.ts';
import { createMemoryConnectionStore } from '../support/memory/connection-store.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { makeClock } from '../support/samples.ts';
import { secretParts } from '../support/secret-parts.ts';

const clock = makeClock();
let connections: ConnectionStore;
let released: string[];
let kept: KeepSecretsParts;

function parts(store = connections) {
  return {
    ...kept,
    connections: store,
    clock,
    releases: { connectionReleased: async (key: string) => void released.push(key) },
  };
}

beforeEach(() => {
  connections = createMemoryConnectionStore();
  released = [];
  kept = secretParts(clock);
});

const manual = (more: Partial<ConnectionIn> = {}): ConnectionIn => ({ connection_type: 'manual_request', access: 'read', ...more });
const upsert = (...items: ConnectionIn[]) => upsertConnections(parts(), items);
const field = { pii_field: 'Notes', types: ['string' as const] };

describe('connections that are upserted', () => {
  it('get a key made from their name where it is blank, and answer what is stored', async () => {
    const { succeeded, failed } = await upsert(
      manual({ name: 'My Mongo DB' }),
      manual({ name: 'Other', key: '' }),
      manual({ name: 'Third', key: '  ' }),
    );
    expect(failed).toEqual([]);
    expect(succeeded.map((each) => each.key)).toEqual(['my_mongo_db', 'other', 'third']);
    expect(succeeded[0]).toEqual({
      key: 'my_mongo_db',
      name: 'My Mongo DB',
      description: null,
      connection_type: 'manual_request',
      access: 'read',
      disabled: false,
      created_at: clock.now().toISOString(),
      updated_at: clock.now().toISOString(),
      secrets: null,
      incomplete: true,
    });
  });

  it('fail where a key made from a name is taken, also by an item of the same call, and leave the first alone', async () => {
    const { succeeded, failed } = await upsert(manual({ name: 'Order No' }), manual({ name: 'order-no' }), manual({ name: 'Next' }));
    expect(succeeded.map((each) => each.key)).toEqual(['order_no', 'next']);
    expect(failed).toEqual([{ index: 1, data: { key: 'order_no' }, message: expect.stringContaining('taken') }]);
    expect((await connections.find('order_no'))?.name).toBe('Order No');
  });

  it('update by a given key, item after item: the later one sees the earlier', async () => {
    await upsert(manual({ key: 'crm', name: 'First', description: 'kept' }));
    clock.advance(60);
    const { succeeded } = await upsert(manual({ key: 'crm', name: 'Second' }), manual({ key: 'crm', access: 'write', disabled: true }));
    expect(succeeded.map((each) => [each.name, each.access, each.description])).toEqual([
      ['Second', 'read', 'kept'],
      ['Second', 'write', 'kept'],
    ]);
    const stored = await connections.find('crm');
    expect(stored).toMatchObject({ disabled: true, revision: 3 });
    expect(stored?.updated_at).not.toBe(stored?.created_at);
  });

  it('keep fields, secrets and texts that are not sent, and clear a description that is sent as null', async () => {
    await upsert(manual({ key: 'crm' }));
    await defineFields(parts(), 'crm', [field], 'create');
    await upsert({ key: 'db', connection_type: 'postgres', access: 'read', secrets: { password: 'PERSONAL' }, description: 'x' });
    const { succeeded } = await upsert(manual({ key: 'crm', name: 'Named' }), {
      key: 'db',
      connection_type: 'postgres',
      access: 'read',
      description: null,
    });
    expect((await connections.find('crm'))?.manual_request?.fields).toHaveLength(1);
    expect(await connections.find('db')).toMatchObject({ description: null, secrets: { names: ['password'] } });
    expect(JSON.stringify(succeeded)).not.toContain('PERSONAL');
    expect(succeeded[0]).not.toHaveProperty('incomplete');
  });

  it.each([
    ['neither name nor key', manual(), null],
    ['a name that leaves nothing', manual({ name: '***' }), null],
    ['a name of another script', manual({ name: 'Имя' }), null],
    ['a key with another character', manual({ key: 'a/b' }), null],
    ['a reserved key', manual({ key: 'dataset' }), 'dataset'],
    ['a name that makes a reserved key', manual({ name: 'Attachments' }), 'attachments'],
  ])('fail alone for %s', async (_title, item, key) => {
    const { succeeded, failed } = await upsert(item, manual({ key: 'good' }));
    expect(succeeded.map((each) => each.key)).toEqual(['good']);
    expect(failed).toEqual([{ index: 0, data: { key }, message: expect.stringMatching(/^[A-Z].*\.$/) }]);
    expect(await connections.all()).toHaveLength(1);
  });

  it('never change their type', async () => {
    await upsert(manual({ key: 'crm' }));
    const { failed } = await upsert({ key: 'crm', connection_type: 'postgres', access: 'read' });
    expect(failed[0]?.message).toContain('manual_request');
    expect((await connections.find('crm'))?.connection_type).toBe('manual_request');
  });

  it('are tried again when somebody else was faster, and fail in words when that goes on', async () => {
    await upsert(manual({ key: 'crm' }));
    let faster = 2;
    const raced: ConnectionStore = {
      ...connections,
      save: async (connection, revision) => {
        faster -= 1;
        return faster >= 0 ? false : connections.save(connection, revision);
      },
    };
    expect((await upsertConnections(parts(raced), [manual({ key: 'crm', name: 'Won' })])).failed).toEqual([]);
    faster = 100;
    const lost = await upsertConnections(parts(raced), [manual({ key: 'crm', name: 'Lost' })]);
    expect(lost.failed[0]?.message).toContain('same time');
    expect((await connections.find('crm'))?.name).toBe('Won');
  });
});

describe('requests that wait are told', () => {
  it('when what they may wait for goes away, and of nothing else', async () => {
    await upsert(manual({ key: 'crm' }), manual({ key: 'bare' }), { key: 'db', connection_type: 'postgres', access: 'read' });
    await defineFields(parts(), 'crm', [field], 'create');
    await upsert(manual({ key: 'bare', disabled: true }), { key: 'db', connection_type: 'postgres', access: 'read', disabled: true });
    await upsert(manual({ key: 'crm', name: 'Still asked' }));
    await defineFields(parts(), 'crm', [field, { pii_field: 'More', types: ['string'] }], 'replace');
    expect(released).toEqual([]);
    await upsert(manual({ key: 'crm', disabled: true }));
    expect(released).toEqual(['crm']);
    await deleteFields(parts(), 'crm');
    for (const key of ['crm', 'bare', 'db']) await deleteConnection(parts(), key);
    expect(released).toEqual(['crm']);
    await upsert(manual({ key: 'erp' }));
    await defineFields(parts(), 'erp', [field], 'create');
    await deleteConnection(parts(), 'erp');
    expect(released).toEqual(['crm', 'erp']);
  });
});

describe('fields', () => {
  it('are created once, replaced under the same id, and gone with their connection', async () => {
    await upsert(manual({ key: 'crm' }));
    const created = await defineFields(parts(), 'crm', [field], 'create');
    expect(await refusalOf(defineFields(parts(), 'crm', [field], 'create'))).toBe('manual_request.exists');
    const replaced = await defineFields(parts(), 'crm', [{ pii_field: 'Other', types: ['string'] }], 'replace');
    expect(replaced.id).toBe(created.id);
    expect(replaced.fields.map((each) => each.dsr_package_label)).toEqual(['other']);
    await deleteFields(parts(), 'crm');
    expect(await refusalOf(deleteFields(parts(), 'crm'))).toBe('manual_request.not_found');
    expect(await refusalOf(defineFields(parts(), 'nobody', [field], 'replace'))).toBe('connection.not_found');
  });

  it('belong to manual connections only', async () => {
    await upsert({ key: 'db', connection_type: 'postgres', access: 'read' });
    expect(await refusalOf(defineFields(parts(), 'db', [field], 'replace'))).toBe('connection.wrong_type');
    await expect(defineFields(parts(), 'db', [field], 'replace')).rejects.toThrow('postgres');
  });
});
