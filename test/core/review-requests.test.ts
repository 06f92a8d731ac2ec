import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { openStatuses, type StoredStatus, storedStatuses } from '../../contracts/statuses.ts';
import { makeLogEntry } from '../../core/privacy-requests/log-entry.ts';
import type { RequestStore, Workflow } from '../../core/privacy-requests/ports.ts';
import { retryRequest } from '../../core/privacy-requests/retry-request.ts';
import { type Decision, reviewRequests } from '../../core/privacy-requests/review-requests.ts';
import { openTables } from '../support/open-tables.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { makeClock, makeIds, sampleRequest } from '../support/samples.ts';

const clock = makeClock();
const makeId = makeIds(clock);
let requests: RequestStore;
let calls: string[];
const workflow: Workflow = {
  start: async (id, attempt) => void calls.push(`start ${id} ${attempt}`),
  stop: async (id, attempt) => void calls.push(`stop ${id} ${attempt}`),
  describe: async () => 'running',
  resume: async () => true,
};

beforeAll(async () => {
  const tables = await openTables();
  requests = createRequestStore(tables.client, tables.requests, clock);
});
beforeEach(() => {
  calls = [];
});

const parts = () => ({ requests, workflow, clock, makeId });
const shown = storedStatuses.filter((status) => status !== 'deleted');

async function create(status: StoredStatus): Promise<string> {
  const id = makeId('privacyRequest');
  await requests.create(sampleRequest(id, { status }), [makeLogEntry(parts(), 'submitted', 'data_subject')], []);
  return id;
}

const decide = (decision: Decision, ...ids: string[]) =>
  reviewRequests(parts(), decision, ids, decision === 'deny' ? 'Unknown person' : null, 'reviewer');

describe('a decision', () => {
  const allowed: Readonly<Record<Decision, readonly StoredStatus[]>> = { approve: ['pending'], deny: ['pending'], cancel: openStatuses };
  const after: Readonly<Record<Decision, StoredStatus>> = { approve: 'approved', deny: 'denied', cancel: 'canceled' };

  it.each(['approve', 'deny', 'cancel'] as const)(
    'to %s is taken from the statuses it fits, and names the one it does not',
    async (decision) => {
      for (const status of shown) {
        const id = await create(status);
        const { succeeded, failed } = await decide(decision, id);
        if (allowed[decision].includes(status)) {
          expect(succeeded[0]).toMatchObject({ id, status: after[decision] });
          expect((await requests.find(id))?.status).toBe(after[decision]);
        } else {
          expect(failed[0]?.message).toContain(status === 'resuming' ? 'in_processing' : status);
          expect((await requests.find(id))?.status).toBe(status);
        }
      }
    },
  );

  it('is kept with who took it, when, and why', async () => {
    const id = await create('pending');
    await decide('deny', id);
    expect(await requests.find(id)).toMatchObject({
      reviewed_by: 'reviewer',
      reviewed_at: clock.now().toISOString(),
      reason: 'Unknown person',
    });
    expect((await requests.readLog(id, { page: 1, size: 5 }))?.items.at(-1)).toMatchObject({
      event: 'denied',
      actor: 'reviewer',
      message: 'Unknown person',
    });
    expect(calls).toEqual([]);
  });

  it('starts what is approved and stops what is canceled', async () => {
    const [approved, canceled] = [await create('pending'), await create('requires_input')];
    await decide('approve', approved);
    await decide('cancel', canceled);
    expect(calls).toEqual([`start ${approved} 1`, `stop ${canceled} 1`]);
  });

  it('about one request leaves the others of the call alone', async () => {
    const [good, done] = [await create('pending'), await create('complete')];
    const { succeeded, failed } = await decide('approve', 'pri_nobody', done, good, good);
    expect(succeeded.map((request) => request.id)).toEqual([good]);
    expect(failed.map(({ index, data }) => [index, data.id])).toEqual([
      [0, 'pri_nobody'],
      [1, done],
      [3, good],
    ]);
  });

  it('of two at once about the same request is one', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await create('pending');
      const outcomes = await Promise.all([decide('approve', id), decide('deny', id), decide('approve', id)]);
      expect(outcomes.flatMap((outcome) => outcome.succeeded)).toHaveLength(1);
      expect((await requests.readLog(id, { page: 1, size: 9 }))?.total).toBe(2);
    }
  });

  it('is not undone by a workflow that does not answer', async () => {
    const id = await create('pending');
    const warnings: string[] = [];
    const down: Workflow = { ...workflow, start: () => Promise.reject(new Error('down')), stop: () => Promise.reject(new Error('down')) };
    const broken = { ...parts(), workflow: down, warn: (what: string) => void warnings.push(what) };
    expect((await reviewRequests(broken, 'approve', [id], null, 'reviewer')).succeeded).toHaveLength(1);
    expect((await reviewRequests(broken, 'cancel', [id], null, 'reviewer')).succeeded).toHaveLength(1);
    expect(warnings).toHaveLength(2);
    expect((await requests.find(id))?.status).toBe('canceled');
  });
});

describe('a retry', () => {
  it('is taken from error only, once, under the next attempt', async () => {
    for (const status of shown.filter((each) => each !== 'error')) {
      const id = await create(status);
      expect(await refusalOf(retryRequest(parts(), id, 'reviewer'))).toBe('privacy_request.wrong_status');
      expect(await requests.find(id)).toMatchObject({ status, attempt: 1 });
    }
    const id = await create('error');
    const outcomes = await Promise.all([1, 2, 3].map(() => refusalOf(retryRequest(parts(), id, 'reviewer'))));
    expect([...outcomes].sort()).toEqual(['not refused', 'privacy_request.wrong_status', 'privacy_request.wrong_status']);
    expect(await requests.find(id)).toMatchObject({ status: 'in_processing', attempt: 2, failure: null });
    expect(calls).toEqual([`start ${id} 2`]);
    expect(await refusalOf(retryRequest(parts(), 'pri_nobody', 'reviewer'))).toBe('privacy_request.not_found');
  });
});
