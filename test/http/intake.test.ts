import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { IntakeConfig } from '../../contracts/schemas/intake.ts';
import { openApi } from './api/open-api.ts';
import { goodItem, submit } from './api/requests.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
let before: IntakeConfig;

beforeAll(async () => {
  before = await api.ok('get-intake-config');
});
afterEach(async () => {
  await api.ok('replace-intake-config', { body: before });
});

const action = { policy_key: 'default_access_policy', title: 'Access', identity_inputs: { email: 'required' } };
const withFields = (custom_privacy_request_fields: object) => ({
  properties: [{ property_id: 'SITE-1', name: 'Site', actions: [{ ...action, custom_privacy_request_fields }] }],
});

describe('the intake configuration', () => {
  it('declares the file field of the second seed from the start', async () => {
    expect(before.properties).toMatchObject([
      {
        property_id: 'FDS-A1B2C3',
        default: true,
        actions: [
          {
            policy_key: 'default_access_policy',
            custom_privacy_request_fields: {
              supporting_documents: {
                field_type: 'file',
                required: false,
                max_size_bytes: 5_242_880,
                allowed_file_types: ['pdf', 'png', 'jpg'],
              },
            },
          },
        ],
      },
    ]);
    expect((await api.ok('get-intake-config', { query: 'property_id=FDS-A1B2C3' })).properties).toEqual(before.properties);
    await api.problem('get-intake-config', 'intake.property_not_found', { query: 'property_id=nowhere' });
    expect(await api.ok('get-intake-config', { query: 'property_id=' })).toEqual(before);
  });

  it('is replaced whole, with the defaults of the seed for what is left out', async () => {
    const stored = await api.ok('replace-intake-config', { body: withFields({ proof: { label: 'Proof', field_type: 'file' } }) });
    expect(stored.properties[0]).toMatchObject({
      property_id: 'SITE-1',
      default: true,
      actions: [
        {
          custom_privacy_request_fields: {
            proof: { required: false, max_size_bytes: 10_485_760, allowed_file_types: ['pdf', 'jpg', 'png'] },
          },
        },
      ],
    });
    expect(await api.ok('get-intake-config')).toEqual(stored);
  });

  it.each([
    ['a size of nothing', { f: { label: 'F', field_type: 'file', max_size_bytes: 0 } }],
    ['an unknown file type', { f: { label: 'F', field_type: 'file', allowed_file_types: ['exe'] } }],
    ['no file type', { f: { label: 'F', field_type: 'file', allowed_file_types: [] } }],
    ['an unknown kind of field', { f: { label: 'F', field_type: 'slider' } }],
    ['a choice without options', { f: { label: 'F', field_type: 'select' } }],
    ['an unknown member', { f: { label: 'F', field_type: 'text', colour: 'red' } }],
  ])('is refused whole with %s', async (_, fields) => {
    const kept = await api.ok('get-intake-config');
    await api.problem('replace-intake-config', 'request.invalid', { body: withFields(fields) });
    expect(await api.ok('get-intake-config')).toEqual(kept);
  });

  it('is refused where its parts do not fit each other', async () => {
    const kept = await api.ok('get-intake-config');
    const property = { property_id: 'A', name: 'A', actions: [] };
    for (const properties of [
      [property, property],
      [
        { ...property, default: true },
        { ...property, property_id: 'B', default: true },
      ],
      [{ ...property, actions: [{ ...action, policy_key: 'nobodys_policy' }] }],
    ]) {
      const problem = await api.problem('replace-intake-config', 'intake.invalid', { body: { properties } });
      expect(problem.errors?.[0]?.loc.slice(0, 2)).toEqual(['body', 'properties']);
    }
    expect(await api.ok('get-intake-config')).toEqual(kept);
  });

  it('decides which custom fields a request may and must have', async () => {
    await api.ok('replace-intake-config', {
      body: withFields({
        reason: { label: 'Reason', field_type: 'text', required: true },
        plan: { label: 'Plan', field_type: 'select', options: ['free', 'paid'], default_value: 'free' },
        topics: { label: 'Topics', field_type: 'multiselect', options: ['a', 'b'] },
      }),
    });
    const fields = (custom_privacy_request_fields: object) => ({ ...goodItem, custom_privacy_request_fields });
    const items = [
      fields({}),
      fields({ reason: 7 }),
      fields({ reason: 'x', plan: 'gold' }),
      fields({ reason: 'x', topics: ['a', 'a'] }),
      fields({ reason: 'x', nickname: 'y' }),
      { ...fields({ reason: 'x' }), property_id: 'elsewhere' },
    ];
    const { succeeded, failed } = await api.ok('submit-privacy-requests', { body: items });
    expect(succeeded).toEqual([]);
    expect(failed.map((failure) => failure.message)).toEqual([
      expect.stringContaining("'reason' is required"),
      expect.stringContaining("'reason'"),
      expect.stringContaining("'plan'"),
      expect.stringContaining("'topics'"),
      expect.stringContaining("'nickname'"),
      expect.stringContaining('property'),
    ]);
    const id = await submit(api, { ...fields({ reason: { label: 'Anything', value: 'moving' }, topics: ['b'] }), property_id: 'SITE-1' });
    const request = await api.ok('get-privacy-request', { params: { id } });
    expect(request.custom_privacy_request_fields).toEqual({
      reason: { label: 'Reason', value: 'moving' },
      plan: { label: 'Plan', value: 'free' },
      topics: { label: 'Topics', value: ['b'] },
    });
    expect(request.property_id).toBe('SITE-1');
  });
});
