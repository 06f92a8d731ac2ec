import type { StoredDelivery } from '../../contracts/items/delivery.ts';
import type { StoredRequest } from '../../contracts/items/request.ts';
import { limits } from '../../contracts/limits.ts';
import { dataSubjectActor } from '../caller.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { MakeId } from '../ids.ts';
import type { PackageStore } from '../packages/ports.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import { hashToken, isSameHash } from '../secret-token.ts';
import type { DeliveryStore } from './ports.ts';

/** What opening a package by its link needs. */
export interface OpenParts {
  readonly requests: RequestStore;
  readonly deliveries: DeliveryStore;
  readonly packages: PackageStore;
  readonly clock: Clock;
  readonly makeId: MakeId;
}

/**
 * Opens a package by the link of a mail (CONTRACT section 9): counts and logs it, and leads to the bytes.
 * @param token - As the link carries it; nothing where it has none.
 * @returns A link to the ZIP itself that works for 60 seconds.
 * @throws AppError `package.token_invalid` without a token or with one that is wrong, expired or revoked; `package.token_foreign`
 * with the valid token of another request; `package.not_found` where there is no such request or it has no package.
 */
export async function openPackage(parts: OpenParts, id: string, token: string | undefined): Promise<string> {
  if (token === undefined || token === '') throw tokenInvalid();
  const hash = hashToken(token);
  const request = await parts.requests.find(id);
  if (request === undefined) throw packageNotFound();
  const key = packageKeyOf(request);
  if (!isOpenedBy(await parts.deliveries.find(id), hash, parts.clock)) {
    if (await isForeign(parts, id, hash)) {
      throw new AppError('package.token_foreign', 'This link belongs to another request.');
    }
    throw key === undefined ? packageNotFound() : tokenInvalid();
  }
  if (key === undefined || !(await parts.packages.has(key))) throw packageNotFound();
  const entry = makeLogEntry(parts, 'package_link_issued', dataSubjectActor);
  if (!(await parts.deliveries.countDownload(id, hash, entry))) throw tokenInvalid();
  return parts.packages.link(key, `${id}.zip`, limits.downloadLinkSeconds);
}

/** Whether a token is the one that was mailed last, and its time has not run out. */
function isOpenedBy(delivery: StoredDelivery | undefined, hash: string, clock: Clock): boolean {
  const kept = delivery?.token_hash ?? null;
  if (delivery === undefined || kept === null) return false;
  return isSameHash(kept, hash) && clock.now().toISOString() < delivery.valid_until;
}

/** Whether a token opens the package of another request that is still there. */
async function isForeign(parts: OpenParts, id: string, hash: string): Promise<boolean> {
  const owner = await parts.deliveries.findOwner(hash);
  if (owner === undefined || owner === id) return false;
  if ((await parts.requests.find(owner)) === undefined) return false;
  return isOpenedBy(await parts.deliveries.find(owner), hash, parts.clock);
}

function packageKeyOf(request: StoredRequest): string | undefined {
  return request.status === 'complete' ? (request.package_key ?? undefined) : undefined;
}

function tokenInvalid(): AppError {
  return new AppError('package.token_invalid', 'This link is not valid, or not valid any more. Use the latest one that was mailed to you.');
}

function packageNotFound(): AppError {
  return new AppError('package.not_found', 'There is no package at this address.');
}
