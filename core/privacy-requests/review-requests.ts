import type { StoredRequest } from '../../contracts/items/request.ts';
import type { LogEvent } from '../../contracts/schemas/log.ts';
import type { BulkAnswer, BulkFailure } from '../../contracts/schemas/primitives.ts';
import type { RequestOut } from '../../contracts/schemas/privacy-requests.ts';
import { openStatuses, type StoredStatus } from '../../contracts/statuses.ts';
import type { Actor } from '../caller.ts';
import { type Clock, timestampOf } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { MakeId } from '../ids.ts';
import { describeForReviewer, visibleStatus } from './describe-request.ts';
import { findRequest, wrongStatus } from './find-request.ts';
import { fitAnswer } from './fit-answer.ts';
import { makeLogEntry } from './log-entry.ts';
import type { RequestStore, Workflow } from './ports.ts';
import { startExecution, type Warn } from './start-execution.ts';

/** What deciding about requests needs. */
export interface ReviewParts {
  readonly requests: RequestStore;
  readonly workflow: Workflow;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly warn?: Warn;
}

/** What a reviewer can decide. */
export type Decision = 'approve' | 'deny' | 'cancel';

interface DecisionRule {
  readonly from: readonly StoredStatus[];
  readonly to: StoredStatus;
  readonly event: LogEvent;
  readonly refusal: string;
}

const rules: Readonly<Record<Decision, DecisionRule>> = {
  approve: { from: ['pending'], to: 'approved', event: 'approved', refusal: 'Only a pending request can be approved' },
  deny: { from: ['pending'], to: 'denied', event: 'denied', refusal: 'Only a pending request can be denied' },
  cancel: { from: openStatuses, to: 'canceled', event: 'canceled', refusal: 'Only an open request can be canceled' },
};

/**
 * Decides about requests one by one (CONTRACT section 7). Of two decisions at once about the same request one wins, and the
 * other is told the status it met.
 * @returns What became of each; `failed` names the id.
 */
export async function reviewRequests(
  parts: ReviewParts,
  decision: Decision,
  ids: readonly string[],
  reason: string | null,
  actor: Actor,
): Promise<BulkAnswer<RequestOut>> {
  const succeeded: RequestOut[] = [];
  const failed: BulkFailure[] = [];
  for (const [index, id] of ids.entries()) {
    try {
      succeeded.push(describeForReviewer(await decide(parts, decision, id, reason, actor), { clock: parts.clock }));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      failed.push({ message: error.message, index, data: { id } });
    }
  }
  return { succeeded: fitAnswer(succeeded), failed };
}

async function decide(parts: ReviewParts, decision: Decision, id: string, reason: string | null, actor: Actor): Promise<StoredRequest> {
  const rule = rules[decision];
  const before = await findRequest(parts.requests, id);
  const now = timestampOf(parts.clock);
  const after = await parts.requests.transition({
    id,
    from: rule.from,
    to: rule.to,
    changes: {
      ...(decision === 'cancel' ? {} : { reviewed_at: now, reviewed_by: actor }),
      ...(decision === 'approve' ? {} : { finished_at: now }),
      ...(reason === null || reason === '' ? {} : { reason }),
    },
    taskToken: null,
    entry: makeLogEntry(parts, rule.event, actor, { status: rule.to, ...(reason === null || reason === '' ? {} : { message: reason }) }),
  });
  if (after === undefined) {
    const met = await findRequest(parts.requests, id);
    throw wrongStatus(met, rule.refusal, visibleStatus(met.status));
  }
  if (decision === 'approve') await startExecution(parts, after);
  if (decision === 'cancel' && before.status !== 'pending') await stopExecution(parts, after);
  return after;
}

/** Ends the execution of a request that is closed. One that cannot be ended ends itself: its next step finds the request closed. */
export async function stopExecution(
  parts: { readonly workflow: Workflow; readonly warn?: Warn },
  request: Pick<StoredRequest, 'id' | 'attempt'>,
): Promise<void> {
  try {
    await parts.workflow.stop(request.id, request.attempt);
  } catch (error) {
    parts.warn?.('An execution of a closed request could not be stopped; it ends at its next step.', error);
  }
}
