import { describe, expect, it } from 'vitest';
import { upsertPolicies } from '../../core/policies/upsert-policies.ts';
import { createMemoryPolicyStore } from '../support/memory/policy-store.ts';
import { makeClock } from '../support/samples.ts';

describe('policies that are upserted', () => {
  it('are made, updated by key, and keep their action', async () => {
    const clock = makeClock();
    const policies = createMemoryPolicyStore();
    const created = await upsertPolicies({ policies, clock }, [
      { name: 'Quick access', action_type: 'access', execution_timeframe_days: 10 },
      { name: 'quick-access', action_type: 'access', execution_timeframe_days: 10 },
      { key: 'default_access_policy', name: 'Ours', action_type: 'access', execution_timeframe_days: 30 },
      { key: 'default_erasure_policy', name: 'Turned', action_type: 'access', execution_timeframe_days: 30 },
      { key: 'a b', name: 'Bad key', action_type: 'access', execution_timeframe_days: 30 },
      { name: '***', action_type: 'access', execution_timeframe_days: 30 },
    ]);
    expect(created.succeeded.map((policy) => policy.key)).toEqual(['quick_access', 'default_access_policy']);
    expect(created.failed.map(({ index, data }) => [index, data.key])).toEqual([
      [1, 'quick_access'],
      [3, 'default_erasure_policy'],
      [4, null],
      [5, null],
    ]);
    clock.advance(60);
    await upsertPolicies({ policies, clock }, [
      { key: 'quick_access', name: 'Quicker', action_type: 'access', execution_timeframe_days: 5 },
    ]);
    expect(await policies.find('quick_access')).toMatchObject({
      name: 'Quicker',
      execution_timeframe_days: 5,
      created_at: '2026-03-01T12:00:00.000Z',
      updated_at: '2026-03-01T12:01:00.000Z',
    });
    expect((await policies.find('default_erasure_policy'))?.action_type).toBe('erasure');
  });
});
