import type { AutomaticType } from '../../contracts/schemas/connection-types.ts';
import type { ConnectionSecrets } from '../../contracts/schemas/connections.ts';
import { type Connector, type Connectors, SourceError } from '../../core/sources/connector.ts';

/**
 * Opens sources of every type. A driver is loaded when the first source of its type is opened: most calls of the functions that
 * hold it need none.
 */
export function createConnectors(): Connectors {
  return {
    open: async (type, secrets) => openers[type](secrets),
    async refuse(type, secrets) {
      if (type !== 'https' || typeof secrets.url !== 'string') return undefined;
      try {
        const [{ readUrl }, { allowedAddresses, resolveBySystem }] = await Promise.all([
          import('./https/settings.ts'),
          import('./https/guard-address.ts'),
        ]);
        await allowedAddresses(readUrl(secrets.url).hostname, secrets.allow_private_network === true, resolveBySystem);
        return undefined;
      } catch (error) {
        // A name that can't be looked up just now is looked up, and judged, with every call.
        if (error instanceof SourceError) return error.kind === 'failed' ? error.message : undefined;
        throw error;
      }
    },
  };
}

const openers: Readonly<Record<AutomaticType, (secrets: ConnectionSecrets) => Promise<Connector>>> = {
  postgres: async (secrets) => (await import('./postgres/postgres-connector.ts')).openPostgres(secrets),
  dynamodb: async (secrets) => (await import('./dynamodb/dynamodb-connector.ts')).openDynamoDb(secrets),
  https: async (secrets) => (await import('./https/https-connector.ts')).openHttps(secrets),
};
