import type { Policy } from '../../contracts/schemas/policies.ts';

/** Keeps policies. The built-in ones are there without being stored; a stored one of the same key stands before it. */
export interface PolicyStore {
  find(key: string): Promise<Policy | undefined>;
  all(): Promise<readonly Policy[]>;
  save(policy: Policy): Promise<void>;
}
