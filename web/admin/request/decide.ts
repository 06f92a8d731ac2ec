import {
  approvePrivacyRequests,
  cancelPrivacyRequests,
  deletePrivacyRequest,
  denyPrivacyRequests,
  type PrivacyRequest,
  retryPrivacyRequest,
} from '../../client/generated.ts';
import { Problem } from '../../client/problem.ts';
import { openStatuses, type Status } from '../parts/status-names.ts';
import type { Session } from '../session/session.ts';

/** What became of a decision about some requests. */
export interface DecisionOutcome {
  readonly done: number;
  readonly failed: readonly { readonly id: string; readonly message: string }[];
}

/** Something a reviewer can decide. */
export interface Decision {
  readonly id: 'approve' | 'deny' | 'cancel' | 'retry' | 'delete';
  readonly name: string;
  readonly question: string;
  readonly done: string;
  readonly scope: string;
  readonly danger: boolean;
  /** Whether it asks before it does anything. */
  readonly asks: boolean;
  readonly reason: 'none' | 'optional' | 'required';
  readonly reasonHint: string;
  /** Decided about one request at a time, with that request in view. */
  readonly single?: true;
  /** The request is gone afterwards. */
  readonly removes?: true;
  readonly fits: (status: Status) => boolean;
  readonly decide: (session: Session, ids: readonly string[], reason: string) => Promise<DecisionOutcome>;
}

/** Everything a reviewer can decide. */
const decisions: readonly Decision[] = [
  {
    id: 'approve',
    name: 'Approve',
    question: 'Approve',
    done: 'approved',
    scope: 'privacy-request:review',
    danger: false,
    asks: true,
    reason: 'none',
    reasonHint: '',
    fits: (status) => status === 'pending',
    decide: async (session, ids) => outcomeOf(await session.call(approvePrivacyRequests, { body: { request_ids: ids } })),
  },
  {
    id: 'deny',
    name: 'Deny',
    question: 'Deny',
    done: 'denied',
    scope: 'privacy-request:review',
    danger: true,
    asks: true,
    reason: 'required',
    reasonHint: 'The reason is kept with the request.',
    fits: (status) => status === 'pending',
    decide: async (session, ids, reason) => outcomeOf(await session.call(denyPrivacyRequests, { body: { request_ids: ids, reason } })),
  },
  {
    id: 'cancel',
    name: 'Cancel',
    question: 'Cancel',
    done: 'canceled',
    scope: 'privacy-request:review',
    danger: true,
    asks: true,
    reason: 'optional',
    reasonHint: 'What runs for the request is stopped. It cannot be taken up again.',
    fits: (status) => openStatuses.has(status),
    decide: async (session, ids, reason) =>
      outcomeOf(await session.call(cancelPrivacyRequests, { body: { request_ids: ids, ...(reason === '' ? {} : { reason }) } })),
  },
  {
    id: 'retry',
    name: 'Retry',
    question: 'Retry',
    done: 'started again',
    scope: 'privacy-request:resume',
    danger: false,
    asks: true,
    reason: 'none',
    reasonHint: '',
    fits: (status) => status === 'error',
    decide: (session, ids) => decideEach(ids, (id) => session.call(retryPrivacyRequest, { path: { id } })),
  },
  {
    id: 'delete',
    name: 'Delete',
    question: 'Delete',
    done: 'deleted',
    scope: 'privacy-request:delete',
    danger: true,
    asks: true,
    reason: 'none',
    reasonHint:
      'Who asks, the answers, the files and the package are removed for good, and what runs for the request is stopped. Only the log stays, with ids and times.',
    single: true,
    removes: true,
    fits: () => true,
    decide: (session, ids) => decideEach(ids, (id) => session.call(deletePrivacyRequest, { path: { id } })),
  },
];

/** The decisions the login allows, each with the requests whose status it fits. */
export function decisionsFor(requests: readonly PrivacyRequest[], session: Session) {
  return decisions
    .filter((decision) => session.may(decision.scope))
    .map((decision) => ({ decision, fitting: requests.filter((request) => decision.fits(request.status)) }));
}

interface ReviewAnswer {
  readonly succeeded: readonly PrivacyRequest[];
  readonly failed: readonly { readonly message: string; readonly data: { readonly [key: string]: string | null } }[];
}

function outcomeOf(answer: ReviewAnswer): DecisionOutcome {
  return { done: answer.succeeded.length, failed: answer.failed.map(({ message, data }) => ({ id: data.id ?? '', message })) };
}

/** Where no call takes several, one follows the other. */
async function decideEach(ids: readonly string[], decide: (id: string) => Promise<unknown>): Promise<DecisionOutcome> {
  const failed: { id: string; message: string }[] = [];
  for (const id of ids) {
    try {
      await decide(id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failed.push({ id, message: error.message });
    }
  }
  return { done: ids.length - failed.length, failed };
}
