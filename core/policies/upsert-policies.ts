import type { Policy, PolicyIn } from '../../contracts/schemas/policies.ts';
import type { BulkAnswer, BulkFailure } from '../../contracts/schemas/primitives.ts';
import { type Clock, timestampOf } from '../clock.ts';
import { isKey, makeKey } from '../make-key.ts';
import type { PolicyStore } from './ports.ts';

/**
 * Creates or updates policies one after the other (CONTRACT section 4). A key is made from the name where none is given, as
 * for connections.
 * @returns What became of each; an item that fails leaves the others alone.
 */
export async function upsertPolicies(
  parts: { readonly policies: PolicyStore; readonly clock: Clock },
  items: readonly PolicyIn[],
): Promise<BulkAnswer<Policy>> {
  const succeeded: Policy[] = [];
  const failed: BulkFailure[] = [];
  for (const [index, item] of items.entries()) {
    const given = item.key?.trim() === '' ? '' : (item.key ?? '');
    const key = given === '' ? makeKey(item.name) : given;
    const before = isKey(key) ? await parts.policies.find(key) : undefined;
    const refusal = refuse(key, given === '', before, item);
    if (refusal !== undefined) {
      failed.push({ message: refusal, index, data: { key: isKey(key) ? key : null } });
      continue;
    }
    const now = timestampOf(parts.clock);
    const { name, action_type, execution_timeframe_days } = item;
    const data_categories = item.data_categories === undefined ? (before?.data_categories ?? null) : item.data_categories;
    const created_at = before?.created_at ?? now;
    const policy = { key, name, action_type, execution_timeframe_days, data_categories, created_at, updated_at: now };
    await parts.policies.save(policy);
    succeeded.push(policy);
  }
  return { succeeded, failed };
}

function refuse(key: string, made: boolean, before: Policy | undefined, item: PolicyIn): string | undefined {
  if (key === '') return 'Give the policy a key, or a name with at least one letter or digit to make it from.';
  if (!isKey(key)) return 'A key can hold letters from a to z, digits, "_", "." and "-" only.';
  if (made && before !== undefined) return `The key '${key}', made from the name, is taken. Send the key to update that policy.`;
  if (before !== undefined && before.action_type !== item.action_type) {
    return `The policy '${key}' is for ${before.action_type}, which cannot change. Choose another key.`;
  }
  return undefined;
}
