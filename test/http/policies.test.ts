import { describe, expect, it } from 'vitest';
import { freshKey } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { submit } from './api/requests.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
const dayMs = 86_400_000;

describe('policies', () => {
  it('are there from the start, one of each kind', async () => {
    const { items } = await api.ok('list-policies', { query: 'size=100' });
    expect(items.filter((policy) => policy.key.startsWith('default_'))).toMatchObject([
      { key: 'default_access_policy', action_type: 'access', execution_timeframe_days: 45 },
      { key: 'default_erasure_policy', action_type: 'erasure', execution_timeframe_days: 45 },
    ]);
  });

  it('are created, updated by key, and counted in the due date of a request', async () => {
    const key = freshKey('policy');
    const created = await api.ok('upsert-policies', {
      body: [{ key, name: 'Quick', action_type: 'access', execution_timeframe_days: 10 }],
    });
    expect(created.succeeded).toMatchObject([{ key, execution_timeframe_days: 10 }]);
    const updated = await api.ok('upsert-policies', { body: { key, name: 'Slow', action_type: 'access', execution_timeframe_days: 365 } });
    expect(updated.succeeded).toMatchObject([{ key, name: 'Slow', created_at: created.succeeded[0]?.created_at }]);
    const id = await submit(api, { identity: { name: 'Jane' }, policy_key: key });
    const request = await api.ok('get-privacy-request', { params: { id } });
    expect(Date.parse(request.due_at) - Date.parse(request.created_at)).toBe(365 * dayMs);
    expect(request).toMatchObject({ days_left: 365, policy: { key, name: 'Slow', action_type: 'access' } });
  });

  it('get 45 days and a key from the name where nothing is said', async () => {
    const key = freshKey('my_policy');
    const name = key.replaceAll('_', ' ').toUpperCase();
    const { succeeded } = await api.ok('upsert-policies', { body: [{ name, action_type: 'erasure' }] });
    expect(succeeded).toMatchObject([{ key, name, execution_timeframe_days: 45 }]);
    const again = await api.ok('upsert-policies', { body: [{ name, action_type: 'erasure' }] });
    expect(again.failed[0]?.message).toContain('taken');
  });

  it.each([
    ['no days', { name: 'x', action_type: 'access', execution_timeframe_days: 0 }],
    ['too many days', { name: 'x', action_type: 'access', execution_timeframe_days: 366 }],
    ['half a day', { name: 'x', action_type: 'access', execution_timeframe_days: 1.5 }],
    ['an unknown kind', { name: 'x', action_type: 'portability' }],
    ['no name', { name: ' ', action_type: 'access' }],
  ])('are refused with %s', async (_, item) => {
    const key = freshKey('refused');
    await api.problem('upsert-policies', 'request.invalid', { body: [{ key, name: 'good', action_type: 'access' }, item] });
    const { items } = await api.ok('list-policies', { query: 'size=100' });
    expect(items.map((policy) => policy.key)).not.toContain(key);
  });

  it('are at most 50 in a call', async () => {
    const items = Array.from({ length: 51 }, () => ({ name: 'x', action_type: 'access' }));
    expect((await api.problem('upsert-policies', 'request.invalid', { body: items })).detail).toContain('50');
  });
});
