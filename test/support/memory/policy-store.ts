import type { Policy } from '../../../contracts/schemas/policies.ts';
import { withBuiltinPolicies } from '../../../core/policies/builtin-policies.ts';
import type { PolicyStore } from '../../../core/policies/ports.ts';

/** Policies in memory, held to the same contract suite as the real store. */
export function createMemoryPolicyStore(): PolicyStore {
  const kept = new Map<string, Policy>();
  const all = () => withBuiltinPolicies([...kept.values()]);
  return {
    find: async (key) => structuredClone(all().find((policy) => policy.key === key)),
    all: async () => structuredClone(all()),
    save: async (policy) => void kept.set(policy.key, structuredClone(policy)),
  };
}
