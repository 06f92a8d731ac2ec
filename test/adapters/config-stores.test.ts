import { beforeEach, describe, expect, it } from 'vitest';
import { createConnectionStore } from '../../adapters/dynamodb/connection-store.ts';
import { createIntakeStore } from '../../adapters/dynamodb/intake-store.ts';
import { createPolicyStore } from '../../adapters/dynamodb/policy-store.ts';
import type { ConnectionStore } from '../../core/connections/ports.ts';
import { upsertConnections } from '../../core/connections/upsert-connections.ts';
import type { IntakeStore } from '../../core/intake/ports.ts';
import { startingConfig } from '../../core/intake/starting-config.ts';
import type { PolicyStore } from '../../core/policies/ports.ts';
import { createMemoryConnectionStore } from '../support/memory/connection-store.ts';
import { createMemoryIntakeStore } from '../support/memory/intake-store.ts';
import { createMemoryPolicyStore } from '../support/memory/policy-store.ts';
import { openTables } from '../support/open-tables.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { makeClock, manualConnection } from '../support/samples.ts';
import { secretParts } from '../support/secret-parts.ts';

interface Stores {
  readonly connections: ConnectionStore;
  readonly policies: PolicyStore;
  readonly intake: IntakeStore;
}

const kinds: readonly (readonly [string, () => Promise<Stores>])[] = [
  [
    'DynamoDB',
    async () => {
      const { client, configs } = await openTables();
      return {
        connections: createConnectionStore(client, configs),
        policies: createPolicyStore(client, configs),
        intake: createIntakeStore(client, configs),
      };
    },
  ],
  [
    'memory',
    async () => ({ connections: createMemoryConnectionStore(), policies: createMemoryPolicyStore(), intake: createMemoryIntakeStore() }),
  ],
];

describe.each(kinds)('the configuration kept in %s', (_name, open) => {
  let stores: Stores;

  beforeEach(async () => {
    stores = await open();
  });

  it('has nothing of a connection that was never saved', async () => {
    expect(await stores.connections.find('nobody')).toBeUndefined();
    expect(await stores.connections.all()).toEqual([]);
    expect(await stores.connections.remove('nobody')).toBeUndefined();
  });

  it('gives a connection back as it was saved, secrets, fields and nulls alike', async () => {
    const whole = manualConnection('whole', ['notes', '__proto__'], {
      description: '',
      secrets: { id: 'con_1', names: ['host', 'password'] },
    });
    expect(await stores.connections.save(whole, 'absent')).toBe(true);
    expect(await stores.connections.find('whole')).toEqual(whole);
  });

  it('creates a key once', async () => {
    const first = manualConnection('once');
    expect(await stores.connections.save(first, 'absent')).toBe(true);
    expect(await stores.connections.save({ ...first, name: 'second' }, 'absent')).toBe(false);
    expect((await stores.connections.find('once'))?.name).toBe('once');
  });

  it('lets one of many writers of the same revision win', async () => {
    await stores.connections.save(manualConnection('raced'), 'absent');
    const won = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        stores.connections.save(manualConnection('raced', [], { name: `writer ${index}`, revision: 2 }), 1),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await stores.connections.find('raced'))?.name).toBe(`writer ${won.indexOf(true)}`);
  });

  it('lists connections by key and forgets a removed one', async () => {
    await stores.connections.save(manualConnection('b.2'), 'absent');
    await stores.connections.save(manualConnection('B-1'), 'absent');
    const keys = (await stores.connections.all()).map((connection) => connection.key);
    expect(keys).toEqual(['B-1', 'b.2']);
    expect((await stores.connections.remove('b.2'))?.key).toBe('b.2');
    expect(await stores.connections.find('b.2')).toBeUndefined();
  });

  it('has the two policies that exist from the start', async () => {
    expect((await stores.policies.all()).map((policy) => policy.key)).toEqual(['default_access_policy', 'default_erasure_policy']);
    expect(await stores.policies.find('default_erasure_policy')).toMatchObject({ action_type: 'erasure', execution_timeframe_days: 45 });
    expect(await stores.policies.find('unknown')).toBeUndefined();
    expect(await stores.policies.find('')).toBeUndefined();
  });

  it('puts a saved policy before the built-in one of its key', async () => {
    const builtin = await stores.policies.find('default_access_policy');
    expect(builtin).toBeDefined();
    if (builtin === undefined) return;
    await stores.policies.save({ ...builtin, name: 'Ours', execution_timeframe_days: 30 });
    expect((await stores.policies.find('default_access_policy'))?.name).toBe('Ours');
    expect(await stores.policies.all()).toHaveLength(2);
  });

  it('has no intake configuration until one is stored, and then exactly that one', async () => {
    expect(await stores.intake.read()).toBeUndefined();
    await stores.intake.replace(startingConfig);
    expect(await stores.intake.read()).toEqual(startingConfig);
    const [property] = startingConfig.properties;
    const other = { properties: property === undefined ? [] : [{ ...property, name: 'Other', actions: [] }] };
    await stores.intake.replace(other);
    expect(await stores.intake.read()).toEqual(other);
  });

  it('keeps the fields of a form in their order', async () => {
    const [property] = startingConfig.properties;
    const [action] = property?.actions ?? [];
    if (property === undefined || action === undefined) throw new Error('There is no form to begin with.');
    const text = { label: 'A question', required: false, hidden: false, field_type: 'text' } as const;
    const fields = { zebra: text, apple: text, mango: text };
    await stores.intake.replace({ properties: [{ ...property, actions: [{ ...action, custom_privacy_request_fields: fields }] }] });
    const kept = await stores.intake.read();
    expect(Object.keys(kept?.properties[0]?.actions[0]?.custom_privacy_request_fields ?? {})).toEqual(['zebra', 'apple', 'mango']);
  });
});

describe('what is more than one item of DynamoDB can hold', () => {
  it('is refused in words, and what was there stays', async () => {
    const { client, configs } = await openTables();
    const connections = createConnectionStore(client, configs);
    const intake = createIntakeStore(client, configs);
    const large = 'x'.repeat(420_000);
    await connections.save(manualConnection('crm'), 'absent');
    expect(await refusalOf(connections.save(manualConnection('crm', [], { description: large, revision: 2 }), 1))).toBe(
      'request.too_large',
    );
    expect((await connections.find('crm'))?.description).toBeNull();
    const [property] = startingConfig.properties;
    if (property === undefined) throw new Error('No property.');
    expect(await refusalOf(intake.replace({ properties: [{ ...property, name: large }] }))).toBe('request.too_large');
    expect(await intake.read()).toBeUndefined();
  });

  it('fails its own item of a bulk call alone', async () => {
    const { client, configs } = await openTables();
    const clock = makeClock();
    const parts = {
      connections: createConnectionStore(client, configs),
      clock,
      releases: { connectionReleased: async () => undefined },
      ...secretParts(clock),
    };
    const { succeeded, failed } = await upsertConnections(parts, [
      { key: 'large', connection_type: 'postgres', access: 'read', description: 'x'.repeat(420_000) },
      { key: 'small', connection_type: 'postgres', access: 'read' },
    ]);
    expect(succeeded.map((each) => each.key)).toEqual(['small']);
    expect(failed).toEqual([{ index: 0, data: { key: 'large' }, message: expect.stringContaining('400 KB') }]);
  });
});
