import type { StoredConnection } from '../../contracts/items/connection.ts';
import { manualConnectionType } from '../../contracts/schemas/connection-types.ts';
import { type ConnectionTestResult, testManualConnection } from '../connections/list-connections.ts';
import { type Connectors, SourceError } from './connector.ts';
import type { SecretStore } from './ports.ts';

/** Milliseconds a test may take: below the 15 s that the function has. */
const testMilliseconds = 8_000;

/**
 * Tells whether a connection can be used (CONTRACT section 2): a manual one needs fields, an automatic one is really tried.
 * @returns The outcome; a failure has its reason in words, without any secret.
 */
export async function testConnection(
  parts: { readonly secrets: SecretStore; readonly connectors: Connectors },
  connection: StoredConnection,
): Promise<ConnectionTestResult> {
  if (connection.connection_type === manualConnectionType) return testManualConnection(connection);
  try {
    const secrets = connection.secrets === null ? {} : ((await parts.secrets.read(connection.secrets.id)) ?? {});
    const connector = await parts.connectors.open(connection.connection_type, secrets);
    try {
      await connector.test(AbortSignal.timeout(testMilliseconds));
    } finally {
      await connector.close();
    }
    return { test_status: 'succeeded' };
  } catch (error) {
    if (error instanceof SourceError) return { test_status: 'failed', failure_reason: error.message };
    throw error;
  }
}
