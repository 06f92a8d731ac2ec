import type { Clock } from '../../core/clock.ts';
import type { KeepSecretsParts } from '../../core/connections/keep-secrets.ts';
import { createMemorySecretStore } from './memory/secret-store.ts';
import { makeIds } from './samples.ts';

/** What keeping the secrets of connections needs: a store in memory, and connectors that take any secrets. */
export function secretParts(clock: Clock): KeepSecretsParts {
  return { secrets: createMemorySecretStore(), connectors: { refuse: async () => undefined }, makeId: makeIds(clock) };
}
