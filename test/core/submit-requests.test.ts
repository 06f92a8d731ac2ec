import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredRequest } from '../../contracts/items/request.ts';
import { startingConfig } from '../../core/intake/starting-config.ts';
import { type SubmitParts, submitRequests } from '../../core/privacy-requests/submit-requests.ts';
import { createMemoryIntakeStore } from '../support/memory/intake-store.ts';
import { createMemoryPolicyStore } from '../support/memory/policy-store.ts';
import { makeClock, makeIds } from '../support/samples.ts';

const clock = makeClock();
const item = (name: string) => ({ identity: { name }, policy_key: 'default_access_policy' });
const silence = new Error('The table did not answer.');
let stored: Map<string, StoredRequest>;
let started: string[];

beforeEach(() => {
  stored = new Map();
  started = [];
});

/** A table that fails for the people named: before it stores, or after. */
async function partsFailing(fails: { readonly before?: string; readonly after?: string }): Promise<SubmitParts> {
  const intake = createMemoryIntakeStore();
  await intake.replace(startingConfig);
  const requests = {
    create: async (request: StoredRequest) => {
      if (request.identity.name === fails.before) throw silence;
      stored.set(request.id, request);
      if (request.identity.name === fails.after) throw silence;
      return true;
    },
    find: async (id: string) => stored.get(id),
    findSubmitted: async () => undefined,
  };
  const parts = {
    requests,
    intake,
    policies: createMemoryPolicyStore(),
    workflow: { start: async (id: string) => void started.push(id) },
    clock,
    makeId: makeIds(clock),
    requireApproval: false,
    collectCustomFields: true,
  };
  return parts as unknown as SubmitParts;
}

describe('a submission whose table stops answering', () => {
  it('tells what it stored before, since the caller would send it all once more', async () => {
    const answer = await submitRequests(await partsFailing({ before: 'second' }), ['first', 'second', 'third'].map(item));
    expect(answer.succeeded.map(({ id }) => id)).toEqual([...stored.keys()]);
    expect(stored.size).toBe(2);
    expect(answer.failed).toMatchObject([{ index: 1, message: expect.stringContaining('submit it again'), data: {} }]);
    expect(started).toEqual([...stored.keys()]);
  });

  it('fails as a whole where nothing was stored', async () => {
    await expect(submitRequests(await partsFailing({ before: 'first' }), ['first', 'second'].map(item))).rejects.toBe(silence);
    expect(stored.size).toBe(0);
  });

  it('counts a request as stored where only the answer of the write was lost', async () => {
    const answer = await submitRequests(await partsFailing({ after: 'first' }), [item('first')]);
    expect(answer.failed).toEqual([]);
    expect(answer.succeeded.map(({ id }) => id)).toEqual([...stored.keys()]);
    expect(started).toHaveLength(1);
  });
});
