import type { StoredRequest } from '../../contracts/items/request.ts';
import { systemActor } from '../caller.ts';
import { type LogParts, makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { Warn } from '../privacy-requests/start-execution.ts';
import { TryAgainError } from '../workflow/errors.ts';
import type { DeliveryStore, PackageCopies } from './ports.ts';

/** What copying a package to the storage destination needs. */
export interface CopyParts extends LogParts {
  readonly deliveries: DeliveryStore;
  /** Absent where no destination is configured (`storage.enabled`). */
  readonly copies?: PackageCopies | undefined;
  readonly warn?: Warn;
}

/**
 * Copies the package of a request to the storage destination, where there is one: once an attempt, since a new attempt builds a
 * new package.
 * @throws TryAgainError where the destination does not take it.
 */
export async function copyPackage(parts: CopyParts, request: StoredRequest): Promise<void> {
  if (parts.copies === undefined || request.package_key === null) return;
  if ((await parts.deliveries.findCopied(request.id)) === request.attempt) return;
  try {
    await parts.copies.copy(request.package_key);
  } catch (error) {
    parts.warn?.('A package could not be copied to the storage destination.', error);
    throw new TryAgainError(
      'The package could not be copied to the storage destination. Check the storage settings, then retry the request.',
    );
  }
  await parts.deliveries.markCopied(request.id, request.attempt, makeLogEntry(parts, 'package_copied', systemActor));
}
