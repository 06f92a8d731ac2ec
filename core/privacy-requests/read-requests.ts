import type { StoredRequest } from '../../contracts/items/request.ts';
import { limits } from '../../contracts/limits.ts';
import type { LogEntry } from '../../contracts/schemas/log.ts';
import type { Page } from '../../contracts/schemas/primitives.ts';
import type { RequestOut } from '../../contracts/schemas/privacy-requests.ts';
import type { RequestQuery } from '../../contracts/schemas/reviews.ts';
import { openStatuses, type StoredStatus, statuses } from '../../contracts/statuses.ts';
import type { Actor } from '../caller.ts';
import { type Clock, timestampOf } from '../clock.ts';
import type { ConnectionStore } from '../connections/ports.ts';
import { AppError } from '../errors.ts';
import type { MakeId } from '../ids.ts';
import { manualSourcesFor, missingInput } from '../manual-requests/manual-sources.ts';
import type { PackageStore } from '../packages/ports.ts';
import { comparableIdentity } from './compare-identity.ts';
import { describeForReviewer } from './describe-request.ts';
import { findRequest, requestNotFound } from './find-request.ts';
import { fitAnswer } from './fit-answer.ts';
import { makeLogEntry } from './log-entry.ts';
import type { RequestStore } from './ports.ts';

/** What reading requests needs. */
export interface ReadParts {
  readonly requests: RequestStore;
  readonly connections: ConnectionStore;
  readonly clock: Clock;
}

/** Stored statuses behind a status that callers see. */
function storedBehind(status: (typeof statuses)[number]): readonly StoredStatus[] {
  return status === 'in_processing' ? ['in_processing', 'resuming'] : [status];
}

/** Stored times carry milliseconds; a time that is compared with them as text must too. */
function normalize(time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

/** Lists requests (CONTRACT section 7), the newest first unless told otherwise. */
export async function listRequests(parts: ReadParts, query: RequestQuery): Promise<Page<RequestOut>> {
  const asked = (query.status ?? statuses).flatMap(storedBehind);
  const overdue = query.is_overdue === undefined ? undefined : { now: timestampOf(parts.clock), is: query.is_overdue };
  const [createdAfter, createdBefore] = [normalize(query.created_gt), normalize(query.created_lt)];
  if (createdAfter !== undefined && createdBefore !== undefined && createdAfter >= createdBefore) {
    const msg = 'created_lt must be after created_gt.';
    throw new AppError('request.invalid', msg, { errors: [{ loc: ['query', 'created_lt'], msg, type: 'empty_range' }] });
  }
  const page = await parts.requests.list(
    {
      id: query.id,
      statuses: overdue?.is === true ? asked.filter((status) => openStatuses.some((open) => open === status)) : [...new Set(asked)],
      createdAfter,
      createdBefore,
      policyKey: query.policy_key,
      propertyId: query.property_id,
      identityValue: query.identity === undefined ? undefined : comparableIdentity(query.identity),
      overdue,
      direction: query.sort_direction,
    },
    { page: query.page, size: query.size },
  );
  return { ...page, items: fitAnswer(await describeRequests(parts, page.items)) };
}

/**
 * Reads one request.
 * @throws AppError `privacy_request.not_found`.
 */
export async function readRequest(parts: ReadParts, id: string): Promise<RequestOut> {
  return describeRequest(parts, await findRequest(parts.requests, id));
}

/** A request as a reviewer sees it, with what it waits for looked up now. */
export async function describeRequest(parts: ReadParts, request: StoredRequest): Promise<RequestOut> {
  const [described] = await describeRequests(parts, [request]);
  return described ?? describeForReviewer(request, parts);
}

async function describeRequests(parts: ReadParts, requests: readonly StoredRequest[]): Promise<RequestOut[]> {
  const waiting = requests.some((request) => request.status === 'requires_input');
  const connections = waiting ? await parts.connections.all() : [];
  return Promise.all(
    requests.map(async (request) => {
      const files = Object.values(request.custom_fields).some((field) => field.files === true)
        ? await parts.requests.attachedFiles(request.id)
        : [];
      if (request.status !== 'requires_input') return describeForReviewer(request, { clock: parts.clock, files });
      const sources = manualSourcesFor(request.policy.action_type, connections);
      const waitingFor = missingInput(sources, await parts.requests.manualInputs(request.id));
      return describeForReviewer(request, { clock: parts.clock, waitingFor, files });
    }),
  );
}

/**
 * Notes who looked at the identity of a request.
 * @throws AppError `privacy_request.not_found`.
 */
export async function logIdentityView(
  parts: { readonly requests: RequestStore; readonly clock: Clock; readonly makeId: MakeId },
  id: string,
  actor: Actor,
): Promise<void> {
  await findRequest(parts.requests, id);
  await parts.requests.appendLog(id, makeLogEntry(parts, 'identity_viewed', actor));
}

/**
 * Reads a request's log, oldest first. It answers after the request was deleted too, with ids and times.
 * @throws AppError `privacy_request.not_found` where the id was never a request's.
 */
export async function readRequestLog(requests: RequestStore, id: string, page: { page: number; size: number }): Promise<Page<LogEntry>> {
  const log = await requests.readLog(id, page);
  if (log === undefined) throw requestNotFound(id);
  return log;
}

/**
 * Gives a link to the finished package and logs who asked (CONTRACT section 9).
 * @returns Links that work for 60 seconds, without a token.
 * @throws AppError `privacy_request.not_found`; `package.not_ready` until the request is complete.
 */
export async function linkPackage(
  parts: { readonly requests: RequestStore; readonly packages: PackageStore; readonly clock: Clock; readonly makeId: MakeId },
  id: string,
  actor: Actor,
): Promise<readonly string[]> {
  const request = await findRequest(parts.requests, id);
  if (request.status !== 'complete' || request.package_key === null) {
    throw new AppError(
      'package.not_ready',
      `The package is ready when the privacy request is complete; its status is ${describeForReviewer(request, parts).status}.`,
    );
  }
  const link = await parts.packages.link(request.package_key, `${id}.zip`, limits.downloadLinkSeconds);
  await parts.requests.appendLog(id, makeLogEntry(parts, 'package_link_issued', actor));
  return [link];
}
