import type { AutomaticType } from '../../contracts/schemas/connection-types.ts';
import type { ConnectionSecrets } from '../../contracts/schemas/connections.ts';
import { type Connector, type Connectors, type FormAnswers, SourceError } from '../../core/sources/connector.ts';
import { openDynamoDb } from './dynamodb/dynamodb-connector.ts';
import { allowedAddresses, resolveBySystem } from './https/guard-address.ts';
import { openHttps } from './https/https-connector.ts';
import { readUrl } from './https/settings.ts';
import { openPostgres } from './postgres/postgres-connector.ts';

/** Opens sources of every type. */
export function createConnectors(): Connectors {
  return {
    open: async (type, secrets, answers) => openers[type](secrets, answers),
    async refuse(type, secrets) {
      if (type !== 'https' || typeof secrets.url !== 'string') return undefined;
      try {
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

const openers: Readonly<Record<AutomaticType, (secrets: ConnectionSecrets, answers?: FormAnswers) => Connector>> = {
  postgres: openPostgres,
  dynamodb: openDynamoDb,
  https: openHttps,
};
