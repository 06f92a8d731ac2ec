import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { manualSourcesFor } from '../../core/manual-requests/manual-sources.ts';
import { marker } from './actions.ts';
import { act, harness } from './own-harness.ts';

/** Runs of the property; each is some ten steps against the real parts. */
const runs = 18;
const seed = 20_261_121;
/** Milliseconds in which everything that runs must have come to rest, on a busy machine. */
const patience = { timeout: 20_000, interval: 30 };
const keys = ['crm', 'erp'] as const;
const functionNames = ['check-manual-input', 'require-input', 'build-package', 'complete-request', 'record-failure'] as const;

const key = fc.constantFrom(...keys);
const who = fc.nat({ max: 1 });
const step = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('define' as const),
      key,
      labels: fc.constantFrom(['notes'], ['notes', 'orders'], ['__proto__']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('undefine' as const, 'remove' as const, 'disable' as const, 'enable' as const), key }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('enter' as const), who, key }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('resume' as const, 'resume' as const, 'retry' as const, 'cancel' as const), who }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('reconcile' as const, 'crash' as const, 'rest' as const, 'rest' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      name: fc.constantFrom(...functionNames),
      times: fc.constantFrom(1, 2, 9),
      after: fc.boolean(),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What was accepted for one connection of one request: the answers, and how often the definitions had been touched by then. */
interface Accepted {
  readonly answers: Readonly<Record<string, string | null>>;
  readonly touched: number;
}

/** One run: what was started, and what was answered. */
class Story {
  readonly ids: string[] = [];
  readonly accepted = new Map<string, Accepted>();
  readonly touched = new Map<string, number>();
  readonly submittedAt = new Map<string, ReadonlyMap<string, number>>();
  readonly #pending: Promise<unknown>[] = [];
  readonly #inputs = new Map<string, Promise<unknown>>();
  #count = 0;

  async submit(): Promise<void> {
    const before = new Map(this.touched);
    const id = await act.submit();
    this.submittedAt.set(id, before);
    this.ids.push(id);
  }

  /** Starts a step and goes on without waiting for its end, so that steps overlap; `now` waits. */
  take(taken: Step, now: boolean): Promise<unknown> {
    const work = this.#do(taken).catch((error: unknown) => {
      // A refusal is an answer like any other.
      if (!(error instanceof AppError)) throw error;
    });
    this.#pending.push(work);
    return now ? work : Promise.resolve();
  }

  async #do(taken: Step): Promise<unknown> {
    switch (taken.do) {
      case 'define':
        return this.#touch(taken.key, () => act.define(taken.key, ...taken.labels));
      case 'undefine':
        return this.#touch(taken.key, () => act.undefine(taken.key));
      case 'remove':
        return this.#touch(taken.key, () => act.remove(taken.key));
      case 'disable':
        return this.#touch(taken.key, () => act.disable(taken.key));
      case 'enable':
        return this.#touch(taken.key, () => act.disable(taken.key, false));
      case 'enter':
        return this.#enter(this.ids[taken.who] ?? '', taken.key);
      case 'resume':
        return act.resume(this.ids[taken.who] ?? '');
      case 'retry':
        return act.retry(this.ids[taken.who] ?? '');
      case 'cancel':
        return act.cancel(this.ids[taken.who] ?? '');
      case 'reconcile':
        return harness.reconcile();
      case 'crash':
        return harness.crash();
      case 'rest':
        return harness.idle();
      case 'fail':
        return failNext(taken.name, taken.times, taken.after);
    }
  }

  #touch(touched: string, work: () => Promise<unknown>): Promise<unknown> {
    this.touched.set(touched, (this.touched.get(touched) ?? 0) + 1);
    return work();
  }

  /** Inputs of one connection come one after the other, so that it is known which one was the last. */
  async #enter(id: string, connection: string): Promise<unknown> {
    const place = `${id} ${connection}`;
    const next = (this.#inputs.get(place) ?? Promise.resolve())
      .catch(() => undefined)
      .then(async () => {
        this.#count += 1;
        const touched = this.touched.get(connection) ?? 0;
        const found = await harness.parts.connections.find(connection);
        const labels = (found?.manual_request?.fields ?? []).map((field) => field.dsr_package_label);
        const sent = Object.fromEntries(labels.slice(0, 1).map((label) => [label, `${marker.answer} ${this.#count}`]));
        const answer = await act.enter(id, connection, sent);
        this.accepted.set(place, { answers: answer.fields, touched });
      });
    this.#inputs.set(place, next);
    return next;
  }

  async settle(): Promise<void> {
    await Promise.all(this.#pending);
  }
}

function failNext(name: string, times: number, after: boolean): void {
  let left = times;
  harness.intercepts.set(name, async (_payload, callOn) => {
    if (left === 0) return callOn();
    left -= 1;
    if (after) await callOn();
    return { ok: false, error: { errorType: 'Lambda.ServiceException', errorMessage: '' } };
  });
}

/** One pass of the reconciler, then everything that runs must come to rest by itself. */
async function comeToRest(story: Story): Promise<void> {
  // Here functions outlive a crash; the pass after their last word is the one that counts.
  await harness.idle();
  await harness.reconcile();
  await vi.waitFor(async () => {
    for (const id of story.ids) {
      const request = await act.find(id);
      expect(['requires_input', 'complete', 'canceled', 'error']).toContain(request.status);
      if (request.status === 'requires_input') {
        expect(await harness.parts.workflow.describe(id, request.attempt)).toBe('running');
        expect(await harness.parts.requests.findTaskToken(id)).toBeDefined();
      }
    }
  }, patience);
  await harness.idle();
}

/** Takes every request that still waits or failed to its end, as people would. */
async function finish(story: Story): Promise<void> {
  for (const id of story.ids) {
    for (let round = 0; round < 6; round += 1) {
      const { status, policy } = await act.find(id);
      if (status === 'complete' || status === 'canceled') break;
      if (status === 'error') await act.retry(id);
      else {
        for (const source of manualSourcesFor(policy.action_type, await harness.parts.connections.all())) {
          await story.take({ do: 'enter', who: story.ids.indexOf(id), key: source.key === 'crm' ? 'crm' : 'erp' }, true);
        }
        await story.take({ do: 'resume', who: story.ids.indexOf(id) }, true);
      }
      await vi.waitFor(async () => {
        const now = (await act.find(id)).status;
        expect(['requires_input', 'complete', 'canceled', 'error']).toContain(now);
      }, patience);
    }
    expect(['complete', 'canceled']).toContain(await act.statusOf(id));
  }
}

async function check(story: Story): Promise<void> {
  const asked = manualSourcesFor('access', await harness.parts.connections.all()).map((source) => source.key);
  for (const id of story.ids) {
    const request = await act.find(id);
    const log = await act.log(id);
    expect(log.filter((entry) => entry.event === 'completed')).toHaveLength(request.status === 'complete' ? 1 : 0);
    expect(JSON.stringify(log)).not.toMatch(new RegExp([marker.email, marker.name, marker.answer, marker.token.source].join('|')));
    if (request.status !== 'complete') continue;
    const content = Object(await act.package(id));
    expect(Object.keys(content)).toEqual(request.manual_sources);
    for (const [source, rows] of Object.entries(content)) expect(rows).toEqual([story.accepted.get(`${id} ${source}`)?.answers]);
    for (const source of asked) {
      const touched = story.touched.get(source) ?? 0;
      const input = story.accepted.get(`${id} ${source}`);
      // Asked since before the request and never touched again: nothing could let the request pass without it.
      if (story.submittedAt.get(id)?.get(source) === touched) expect(Object.keys(content)).toContain(source);
      if (input?.touched === touched) expect(Object.keys(content)).toContain(source);
    }
  }
}

describe('whatever happens in whatever order', () => {
  it(`no request is lost, none is delivered twice, and no accepted input is missing (${runs} stories)`, { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(step, fc.boolean()), { minLength: 4, maxLength: 16 }), async (steps) => {
        const story = new Story();
        await act.define('crm', 'notes');
        story.touched.set('crm', 1);
        await Promise.all([story.submit(), story.submit()]);
        for (const [taken, now] of steps) await story.take(taken, now);
        await story.settle();
        harness.intercepts.clear();
        await comeToRest(story);
        await finish(story);
        await check(story);
        act.expectNothingPersonalPrinted();
        await act.reset();
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );
  });
});
