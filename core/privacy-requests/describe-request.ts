import type { StoredAttachedFile } from '../../contracts/items/attachment.ts';
import type { StoredCustomField, StoredRequest } from '../../contracts/items/request.ts';
import { requestsPath } from '../../contracts/routes/paths.ts';
import type { CustomFieldOut, PublicRequestOut, RequestOut } from '../../contracts/schemas/privacy-requests.ts';
import { type Status, type StoredStatus, statuses } from '../../contracts/statuses.ts';
import type { Clock } from '../clock.ts';

const dayMilliseconds = 86_400_000;

/** The status as a caller sees it: `resuming` is a moment of `in_processing`. */
export function visibleStatus(status: StoredStatus): Status {
  return statuses.find((visible) => visible === status) ?? 'in_processing';
}

/**
 * Whole days to a due date, by UTC dates: 0 on the day itself, negative after it (CONTRACT section 7).
 * @param dueAt - ISO 8601.
 */
export function daysLeft(dueAt: string, now: Date): number {
  const due = new Date(dueAt);
  return (
    (Date.UTC(due.getUTCFullYear(), due.getUTCMonth(), due.getUTCDate()) -
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())) /
    dayMilliseconds
  );
}

/** A request as anybody may see it: no identity, no custom field. */
export function describePublicly(request: StoredRequest, clock: Clock): PublicRequestOut {
  return {
    id: request.id,
    status: visibleStatus(request.status),
    policy: request.policy,
    property_id: request.property_id,
    external_id: request.external_id,
    created_at: request.created_at,
    due_at: request.due_at,
    days_left: daysLeft(request.due_at, clock.now()),
    started_processing_at: request.started_processing_at,
    finished_at: request.finished_at,
    reviewed_at: request.reviewed_at,
    reviewed_by: request.reviewed_by,
    ...(request.status === 'requires_input' ? { resume_endpoint: `/privacy-request/${request.id}/resume_from_requires_input` } : {}),
  };
}

/** What a reviewer's view shows beside the request itself. */
export interface ReviewerContext {
  readonly clock: Clock;
  /** Keys of the connections whose input is missing, where the request waits. */
  readonly waitingFor?: readonly string[];
  /** The files the request holds. */
  readonly files?: readonly StoredAttachedFile[];
}

/** A request as a token with `privacy-request:read` sees it (CONTRACT section 7). */
export function describeForReviewer(request: StoredRequest, { clock, waitingFor, files = [] }: ReviewerContext): RequestOut {
  const fields = Object.entries(request.custom_fields).map(([key, field]): [string, CustomFieldOut] => [
    key,
    describeField(request.id, field, files),
  ]);
  return {
    ...describePublicly(request, clock),
    identity: request.identity,
    custom_privacy_request_fields: Object.fromEntries(fields),
    ...(request.status === 'requires_input' && waitingFor !== undefined ? { waiting_for: [...waitingFor] } : {}),
    ...(request.reason === null ? {} : { reason: request.reason }),
    ...(request.status === 'error' && request.failure !== null ? { failure: request.failure } : {}),
  };
}

/** A file field shows its files in the order they were attached, each with where to ask for a link. */
function describeField(
  requestId: string,
  { label, value, files: isFiles }: StoredCustomField,
  files: readonly StoredAttachedFile[],
): CustomFieldOut {
  if (isFiles !== true || typeof value === 'string') return { label, value };
  const byId = new Map(files.map((file) => [file.id, file]));
  const attached = value.flatMap((id) => byId.get(id) ?? []);
  return {
    label,
    value: attached.map((file) => ({ ...file, download_url_endpoint: `${requestsPath}/${requestId}/attachment/${file.id}` })),
  };
}
