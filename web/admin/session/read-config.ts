import type { DeskConfig } from '../../../contracts/desk-config.ts';

/**
 * Reads the installation's configuration.
 * @throws Error, with a sentence, where there is none or it cannot be used.
 */
export async function readConfig(): Promise<DeskConfig> {
  const response = await fetch('/admin/config.json', { cache: 'no-store', credentials: 'omit' }).catch(() => {
    throw new Error('The service could not be reached. Reload this page in a moment.');
  });
  const config: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
  if (!isConfig(config)) {
    throw new Error('The desk is not set up. Tell those who run it: /admin/config.json is missing or cannot be used.');
  }
  return config;
}

function isConfig(value: unknown): value is DeskConfig {
  return (
    typeof value === 'object' &&
    value !== null &&
    'authority' in value &&
    typeof value.authority === 'string' &&
    'client_id' in value &&
    typeof value.client_id === 'string' &&
    'scope' in value &&
    typeof value.scope === 'string' &&
    'logout_parameters' in value &&
    typeof value.logout_parameters === 'object'
  );
}
