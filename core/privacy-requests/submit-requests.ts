import { createHash } from 'node:crypto';
import type { StoredAttachedFile } from '../../contracts/items/attachment.ts';
import type { StoredRequest } from '../../contracts/items/request.ts';
import type { BulkAnswer, BulkFailure } from '../../contracts/schemas/primitives.ts';
import type { PublicRequestOut } from '../../contracts/schemas/privacy-requests.ts';
import type { SubmissionIn } from '../../contracts/schemas/submissions.ts';
import { type ClaimParts, judgeClaims, uploadAgain } from '../attachments/judge-claims.ts';
import { dataSubjectActor } from '../caller.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { MakeId } from '../ids.ts';
import { currentIntake } from '../intake/configure-intake.ts';
import { declaredFields, findProperty, namedProperty } from '../intake/find-action.ts';
import type { IntakeStore } from '../intake/ports.ts';
import type { PolicyStore } from '../policies/ports.ts';
import { describePublicly } from './describe-request.ts';
import { judgeCustomFields } from './judge-custom-fields.ts';
import { judgeIdentity } from './judge-identity.ts';
import { makeLogEntry } from './log-entry.ts';
import type { RequestStore, SubmissionMark, Workflow } from './ports.ts';
import { startExecution, type Warn } from './start-execution.ts';

/** What submitting requests needs. */
export interface SubmitParts extends ClaimParts {
  readonly requests: RequestStore;
  readonly policies: PolicyStore;
  readonly intake: IntakeStore;
  readonly workflow: Workflow;
  readonly clock: Clock;
  readonly makeId: MakeId;
  /** `execution.require_manual_request_approval` */
  readonly requireApproval: boolean;
  /** `execution.allow_custom_privacy_request_field_collection` */
  readonly collectCustomFields: boolean;
  readonly warn?: Warn;
}

const dayMilliseconds = 86_400_000;

/**
 * Takes privacy requests from anybody (CONTRACT section 7). A request that needs no approval is started at once; a start that
 * fails is repaired by the reconciler, since the stored request says that it is due.
 * @param key - The caller's `Idempotency-Key`: a call that is repeated because its first try died finds what that one stored.
 * @returns What became of each item; `failed` names the place and the fault, never what was sent.
 */
export async function submitRequests(
  parts: SubmitParts,
  items: readonly SubmissionIn[],
  key?: string,
): Promise<BulkAnswer<PublicRequestOut>> {
  const call = key === undefined ? undefined : nameCall(key, items);
  const succeeded: PublicRequestOut[] = [];
  const failed: BulkFailure[] = [];
  for (const [index, item] of items.entries()) {
    try {
      const mark = call === undefined ? undefined : { name: `${call}#${index}`, now: parts.clock.now() };
      const outcome = (await findStored(parts, mark)) ?? (await submit(parts, item, mark));
      if ('refusal' in outcome) failed.push({ message: outcome.refusal, index, data: {} });
      else succeeded.push(describePublicly(outcome.request, parts.clock));
    } catch (error) {
      // What is stored already must be told: an answer without it would have the caller send it once more.
      if (succeeded.length === 0) throw error;
      parts.warn?.('An item of a submission could not be stored; those before it are.', error);
      failed.push({ message: 'This could not be stored right now: submit it again in a moment.', index, data: {} });
    }
  }
  return { succeeded, failed };
}

/** What became of an item: its request, or why there is none. */
type Outcome = { readonly request: StoredRequest } | { readonly refusal: string };

/** A name for the call that tells nothing of it. */
function nameCall(key: string, items: readonly SubmissionIn[]): string {
  return createHash('sha256')
    .update(JSON.stringify([key, items]))
    .digest('base64url');
}

/** What an earlier try of the same call stored for an item. */
async function findStored(parts: SubmitParts, mark: SubmissionMark | undefined): Promise<Outcome | undefined> {
  const id = mark === undefined ? undefined : await parts.requests.findSubmitted(mark);
  if (id === undefined) return undefined;
  const request = await parts.requests.find(id);
  return request === undefined ? { refusal: 'This was submitted before, and its request has been deleted since.' } : { request };
}

async function submit(parts: SubmitParts, item: SubmissionIn, mark: SubmissionMark | undefined): Promise<Outcome> {
  const judged = await judgeSubmission(parts, item);
  if ('refusal' in judged) return judged;
  const { request, files } = judged;
  const entries = [
    makeLogEntry(parts, 'submitted', dataSubjectActor, { status: request.status }),
    ...files.map((file) => makeLogEntry(parts, 'attachment_uploaded', dataSubjectActor, { attachment_id: file.id })),
  ];
  const claims = files.map((file) => ({ file, now: request.created_at }));
  const refusal = await store(parts, request, entries, claims, mark);
  if (refusal !== undefined) return (await findStored(parts, mark)) ?? { refusal };
  if (request.status === 'approved') await startExecution(parts, request);
  return { request };
}

/** Stores a judged request. @returns Why it could not be: a sentence for its item. */
async function store(parts: SubmitParts, ...input: Parameters<RequestStore['create']>): Promise<string | undefined> {
  try {
    // Another request or the sweep can be faster with one of the files.
    return (await parts.requests.create(...input)) ? undefined : uploadAgain(fileFieldsOf(input[0]).join(', '));
  } catch (error) {
    if (error instanceof AppError) return error.message;
    // The answer of the write may be all that got lost: then the request is there, and its files are claimed.
    if ((await parts.requests.find(input[0].id)) === undefined) throw error;
    return undefined;
  }
}

type Judged = { readonly request: StoredRequest; readonly files: readonly StoredAttachedFile[] } | { readonly refusal: string };

async function judgeSubmission(parts: SubmitParts, item: SubmissionIn): Promise<Judged> {
  const identity = judgeIdentity(item.identity);
  const policy = await parts.policies.find(item.policy_key);
  const propertyId = namedProperty(item.property_id);
  const property = findProperty(await currentIntake(parts.intake), propertyId);
  const custom =
    policy === undefined || property === undefined
      ? undefined
      : judgeCustomFields(declaredFields(property, policy.key), item.custom_privacy_request_fields ?? {}, parts.collectCustomFields);
  if (policy === undefined || custom === undefined || 'refusal' in custom || 'refusal' in identity) {
    const faults = [
      ...('refusal' in identity ? [identity.refusal] : []),
      ...(policy === undefined ? ['There is no policy with this policy_key.'] : []),
      ...(property === undefined ? ['There is no property with this property_id.'] : []),
      ...(custom !== undefined && 'refusal' in custom ? [custom.refusal] : []),
    ];
    return { refusal: faults.join(' ') };
  }
  const now = parts.clock.now();
  const at = now.toISOString();
  // Last, and only for an item with no other fault: an attachment that belongs elsewhere is deleted by it.
  const claims = await judgeClaims(parts, { policyKey: policy.key, propertyId, now: at }, custom.files);
  if ('refusal' in claims) return claims;
  return {
    files: claims.files,
    request: {
      id: parts.makeId('privacyRequest'),
      status: parts.requireApproval ? 'pending' : 'approved',
      policy: { key: policy.key, name: policy.name, action_type: policy.action_type },
      property_id: propertyId,
      external_id: item.external_id ?? null,
      location: item.location ?? null,
      identity: identity.identity,
      custom_fields: { ...custom.fields },
      created_at: at,
      updated_at: at,
      due_at: new Date(now.getTime() + policy.execution_timeframe_days * dayMilliseconds).toISOString(),
      started_processing_at: null,
      finished_at: null,
      reviewed_at: null,
      reviewed_by: null,
      reason: null,
      failure: null,
      attempt: 1,
      manual_sources: null,
      automatic_sources: null,
      package_key: null,
    },
  };
}

function fileFieldsOf(request: StoredRequest): readonly string[] {
  return Object.entries(request.custom_fields).flatMap(([key, field]) => (field.files === true ? [key] : []));
}
