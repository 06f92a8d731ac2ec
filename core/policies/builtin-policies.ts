import { defaultTimeframeDays, type Policy } from '../../contracts/schemas/policies.ts';

/** When Dossier came to be: the built-in policies were never created by anybody. */
const sinceEver = '1970-01-01T00:00:00.000Z';

/** The policies that exist from the start (CONTRACT section 4). */
export const builtinPolicies: readonly Policy[] = [
  {
    key: 'default_access_policy',
    name: 'Default access policy',
    action_type: 'access',
    execution_timeframe_days: defaultTimeframeDays,
    data_categories: null,
    created_at: sinceEver,
    updated_at: sinceEver,
  },
  {
    key: 'default_erasure_policy',
    name: 'Default erasure policy',
    action_type: 'erasure',
    execution_timeframe_days: defaultTimeframeDays,
    data_categories: null,
    created_at: sinceEver,
    updated_at: sinceEver,
  },
];

/** Stored policies with the built-in ones among them, by key; a stored one stands before the built-in one of its key. */
export function withBuiltinPolicies(stored: readonly Policy[]): readonly Policy[] {
  const byKey = new Map([...builtinPolicies, ...stored].map((policy) => [policy.key, policy]));
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
