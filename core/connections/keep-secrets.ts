import type { StoredConnection } from '../../contracts/items/connection.ts';
import { limits } from '../../contracts/limits.ts';
import { manualConnectionType } from '../../contracts/schemas/connection-types.ts';
import type { ConnectionIn, ConnectionSecrets } from '../../contracts/schemas/connections.ts';
import type { MakeId } from '../ids.ts';
import type { Connectors } from '../sources/connector.ts';
import type { SecretStore } from '../sources/ports.ts';
import { secretMask } from './describe-connection.ts';

/** What keeping secrets needs. */
export interface KeepSecretsParts {
  readonly secrets: SecretStore;
  readonly connectors: Pick<Connectors, 'refuse'>;
  readonly makeId: MakeId;
}

/**
 * Puts the secrets of an item into the secret store, before the connection that names them is written. What an item leaves out
 * stays; a value that is the mask of an answer is the one that is stored.
 * @returns What the connection holds of them, or the sentence that refuses them.
 */
export async function keepSecrets(
  parts: KeepSecretsParts,
  item: ConnectionIn,
  before: StoredConnection | undefined,
): Promise<{ readonly secrets: StoredConnection['secrets'] } | { readonly failure: string }> {
  const type = item.connection_type;
  if (type === manualConnectionType) return { secrets: null };
  const former = before?.secrets ?? null;
  if (item.secrets === undefined || item.secrets === null) return { secrets: former };
  const secrets = await unmask(parts, item.secrets, former);
  if (Buffer.byteLength(JSON.stringify(secrets)) > limits.secretBytes) {
    return { failure: `The secrets of a connection can have ${limits.secretBytes.toLocaleString('en')} bytes together.` };
  }
  const refusal = await parts.connectors.refuse(type, secrets);
  if (refusal !== undefined) return { failure: refusal };
  const id = former?.id ?? parts.makeId('connection');
  await parts.secrets.write(id, secrets);
  return { secrets: { id, names: Object.keys(secrets) } };
}

async function unmask(parts: KeepSecretsParts, sent: ConnectionSecrets, former: StoredConnection['secrets']): Promise<ConnectionSecrets> {
  if (former === null || !Object.values(sent).includes(secretMask)) return sent;
  const stored = (await parts.secrets.read(former.id)) ?? {};
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      value === secretMask && Object.hasOwn(stored, name) ? (stored[name] ?? null) : value,
    ]),
  );
}
