import type { StoredConnection } from '../../contracts/items/connection.ts';
import { type ConnectionIn, type ConnectionOut, reservedConnectionKeys } from '../../contracts/schemas/connections.ts';
import type { BulkAnswer, BulkFailure } from '../../contracts/schemas/primitives.ts';
import { type Clock, timestampOf } from '../clock.ts';
import { AppError } from '../errors.ts';
import { isKey, makeKey } from '../make-key.ts';
import { asksPeople } from '../manual-requests/manual-sources.ts';
import { describeConnection } from './describe-connection.ts';
import { type KeepSecretsParts, keepSecrets } from './keep-secrets.ts';
import type { ConnectionStore, ReleaseAnnouncer } from './ports.ts';

/** What upserting connections needs. */
export interface UpsertConnectionsParts extends KeepSecretsParts {
  readonly connections: ConnectionStore;
  readonly releases: ReleaseAnnouncer;
  readonly clock: Clock;
}

/** How often a write is tried again when somebody else changed the connection meanwhile. */
const attempts = 5;

/**
 * Creates or updates connections one after the other, so that a later item of a call sees an earlier one (CONTRACT section 2).
 * @returns What became of each; an item that fails leaves the others alone.
 */
export async function upsertConnections(parts: UpsertConnectionsParts, items: readonly ConnectionIn[]): Promise<BulkAnswer<ConnectionOut>> {
  const succeeded: ConnectionOut[] = [];
  const failed: BulkFailure[] = [];
  for (const [index, item] of items.entries()) {
    const outcome = await upsertOne(parts, item).catch((error: unknown): Outcome => {
      if (error instanceof AppError) return { failure: error.message, key: item.key ?? null };
      throw error;
    });
    if ('failure' in outcome) failed.push({ message: outcome.failure, index, data: { key: outcome.key } });
    else succeeded.push(describeConnection(outcome.connection));
  }
  return { succeeded, failed };
}

type Outcome = { readonly connection: StoredConnection } | { readonly failure: string; readonly key: string | null };

async function upsertOne(parts: UpsertConnectionsParts, item: ConnectionIn): Promise<Outcome> {
  const chosen = chooseKey(item);
  if ('failure' in chosen) return chosen;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await parts.connections.find(chosen.key);
    const refusal = before === undefined ? undefined : refuseUpdate(before, item, chosen);
    if (refusal !== undefined) return { failure: refusal, key: chosen.key };
    const kept = await keepSecrets(parts, item, before);
    if ('failure' in kept) return { failure: kept.failure, key: chosen.key };
    const after = merge(before, item, chosen.key, kept.secrets, timestampOf(parts.clock));
    if (await parts.connections.save(after, before?.revision ?? 'absent')) {
      if (before !== undefined && asksPeople(before) && !asksPeople(after)) await parts.releases.connectionReleased(after.key);
      return { connection: after };
    }
    // Another call has created the connection: it names its own secrets, and nobody these.
    if (kept.secrets !== null && kept.secrets.id !== before?.secrets?.id) await parts.secrets.remove(kept.secrets.id);
  }
  return { failure: 'The connection was changed by somebody else at the same time. Send it again.', key: chosen.key };
}

interface ChosenKey {
  readonly key: string;
  readonly made: boolean;
}

function chooseKey(item: ConnectionIn): ChosenKey | { readonly failure: string; readonly key: string | null } {
  const given = item.key?.trim() === '' ? '' : (item.key ?? '');
  const key = given === '' ? makeKey(item.name ?? '') : given;
  if (key === '') return { failure: 'Give the connection a key, or a name with at least one letter or digit to make it from.', key: null };
  if (!isKey(key)) return { failure: 'A key can hold letters from a to z, digits, "_", "." and "-" only.', key: null };
  if (reservedConnectionKeys.some((reserved) => reserved === key)) {
    return { failure: `The key '${key}' is reserved. Choose another one.`, key };
  }
  return { key, made: given === '' };
}

function refuseUpdate(before: StoredConnection, item: ConnectionIn, chosen: ChosenKey): string | undefined {
  if (chosen.made) {
    return `The key '${chosen.key}', made from the name, is taken. Send the key to update that connection, or choose another name.`;
  }
  if (before.connection_type !== item.connection_type) {
    return `The connection '${chosen.key}' is of type ${before.connection_type}, which cannot change. Delete it first, or choose another key.`;
  }
  return undefined;
}

function merge(
  before: StoredConnection | undefined,
  item: ConnectionIn,
  key: string,
  secrets: StoredConnection['secrets'],
  now: string,
): StoredConnection {
  return {
    key,
    name: item.name ?? before?.name ?? null,
    description: item.description === undefined ? (before?.description ?? null) : item.description,
    connection_type: item.connection_type,
    access: item.access,
    disabled: item.disabled ?? before?.disabled ?? false,
    secrets,
    datasets: before?.datasets ?? [],
    manual_request: before?.manual_request ?? null,
    created_at: before?.created_at ?? now,
    updated_at: now,
    revision: (before?.revision ?? 0) + 1,
  };
}
