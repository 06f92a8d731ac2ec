import { beforeEach, describe, expect, it } from 'vitest';
import type { CustomFieldDefinition, IntakeProperty } from '../../contracts/schemas/intake.ts';
import { AppError } from '../../core/errors.ts';
import { readIntake, replaceIntake } from '../../core/intake/configure-intake.ts';
import { declaredFields, findProperty } from '../../core/intake/find-action.ts';
import { startingConfig } from '../../core/intake/starting-config.ts';
import { createMemoryIntakeStore } from '../support/memory/intake-store.ts';
import { createMemoryPolicyStore } from '../support/memory/policy-store.ts';
import { refusalOf } from '../support/refusal-of.ts';

let parts: { intake: ReturnType<typeof createMemoryIntakeStore>; policies: ReturnType<typeof createMemoryPolicyStore> };

beforeEach(() => {
  parts = { intake: createMemoryIntakeStore(), policies: createMemoryPolicyStore() };
});

function property(
  property_id: string,
  more: Partial<IntakeProperty> = {},
  fields: Readonly<Record<string, CustomFieldDefinition>> = {},
): IntakeProperty {
  const action = {
    policy_key: 'default_access_policy',
    title: 'Access',
    identity_inputs: {},
    custom_privacy_request_fields: { ...fields },
  };
  return { property_id, name: property_id, default: false, actions: [action], ...more };
}

async function types(...properties: IntakeProperty[]): Promise<readonly string[]> {
  try {
    await replaceIntake(parts, { properties });
    return [];
  } catch (error) {
    if (error instanceof AppError) return error.errors?.map((each) => each.type) ?? [];
    throw error;
  }
}

const common = { label: 'Label', required: false, hidden: false };

describe('the intake configuration', () => {
  it('is the seeds’ form until another is stored', async () => {
    expect(await readIntake(parts.intake, undefined)).toEqual(startingConfig);
    expect((await readIntake(parts.intake, 'FDS-A1B2C3')).properties).toHaveLength(1);
    expect(await refusalOf(readIntake(parts.intake, 'nowhere'))).toBe('intake.property_not_found');
  });

  it('has one default property, the first where none is named', async () => {
    const stored = await replaceIntake(parts, { properties: [property('a'), property('b')] });
    expect(stored.properties.map((each) => each.default)).toEqual([true, false]);
    await replaceIntake(parts, { properties: [property('a'), property('b', { default: true })] });
    const now = await readIntake(parts.intake, undefined);
    expect(findProperty(now, null)?.property_id).toBe('b');
    expect(findProperty(now, '')?.property_id).toBe('b');
    expect(findProperty(now, 'a')?.property_id).toBe('a');
    expect(findProperty(now, 'c')).toBeUndefined();
  });

  it('declares no field for a policy the property does not offer', () => {
    const [only] = startingConfig.properties;
    if (only === undefined) throw new Error('No property.');
    expect(Object.keys(declaredFields(only, 'default_access_policy'))).toEqual(['supporting_documents']);
    expect(declaredFields(only, 'default_erasure_policy')).toEqual({});
  });

  it('is refused whole, and the one before stays', async () => {
    await replaceIntake(parts, { properties: [property('kept')] });
    expect(await types(property('a'), property('a'))).toEqual(['not_unique']);
    expect(await types(property('a', { default: true }), property('b', { default: true }))).toEqual(['not_unique']);
    const [action] = property('a').actions;
    if (action === undefined) throw new Error('No action.');
    expect(await types(property('a', { actions: [{ ...action, policy_key: 'unknown' }] }))).toEqual(['unknown_policy']);
    expect(await types(property('a', { actions: [action, action] }))).toEqual(['not_unique']);
    expect((await readIntake(parts.intake, undefined)).properties[0]?.property_id).toBe('kept');
  });

  it.each<[string, CustomFieldDefinition]>([
    ['a hidden file field', { ...common, field_type: 'file', hidden: true, max_size_bytes: 1, allowed_file_types: ['pdf'] }],
    ['a file type twice', { ...common, field_type: 'file', max_size_bytes: 1, allowed_file_types: ['pdf', 'pdf'] }],
    ['a hidden required field without a default', { ...common, field_type: 'text', hidden: true, required: true }],
    ['an option twice', { ...common, field_type: 'select', options: ['a', 'a'] }],
    ['a default that is no option', { ...common, field_type: 'select', options: ['a'], default_value: 'b' }],
    ['defaults that are no options', { ...common, field_type: 'multiselect', options: ['a'], default_value: ['b'] }],
  ])('refuses %s', async (_title, field) => {
    expect(await types(property('a', {}, { field }))).toEqual(['invalid_field']);
  });
});
