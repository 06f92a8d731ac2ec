import type { ConnectionSecrets } from '../../../contracts/schemas/connections.ts';
import type { SecretStore } from '../../../core/sources/ports.ts';

/** Secrets in memory. */
export function createMemorySecretStore(): SecretStore {
  const kept = new Map<string, ConnectionSecrets>();
  return {
    read: async (id) => structuredClone(kept.get(id)),
    write: async (id, secrets) => void kept.set(id, structuredClone(secrets)),
    remove: async (id) => void kept.delete(id),
  };
}
