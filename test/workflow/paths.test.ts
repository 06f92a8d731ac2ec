import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { packageKey } from '../../core/privacy-requests/delete-request.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { makeActions, marker, patience } from './actions.ts';
import { type Harness, startHarness } from './start-harness.ts';

let harness: Harness;
let act: ReturnType<typeof makeActions>;

beforeAll(async () => {
  harness = await startHarness();
  act = makeActions(harness);
});
beforeEach(() => act.reset());
afterEach(() => act.expectNothingPersonalPrinted());
afterAll(() => harness.close());

const failure = (errorType: string, errorMessage = 'As a test wants it.') =>
  Promise.resolve({ ok: false as const, error: { errorType, errorMessage } });

describe('a request without anything to wait for', () => {
  it('goes straight to an empty package', async () => {
    const id = await act.submit();
    const done = await act.until(id, 'complete');
    expect(done).toMatchObject({ status: 'complete', manual_sources: [], attempt: 1, failure: null });
    expect(done.finished_at).not.toBeNull();
    expect(await act.package(id)).toEqual({});
    await act.untilEnded(id);
    expect(act.states(id)).toEqual(['CheckManualInput', 'IsManualInputMissing', 'CollectSources', 'BuildPackage', 'Complete']);
    const told = (await act.log(id)).map((entry) => entry.event).filter((event) => !event.startsWith('package_mail'));
    expect(told).toEqual(['submitted', 'processing_started', 'package_built', 'completed']);
  });

  it('passes by manual connections for an erasure', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit('erasure');
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({});
    expect(await act.count(id, 'input_required')).toBe(0);
  });

  it('does not wait for a connection that is disabled or has no fields', async () => {
    await act.define('crm', 'notes');
    await act.disable('crm');
    await act.define('erp', 'notes');
    await act.undefine('erp');
    const id = await act.submit();
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({});
  });
});

describe('a request that waits', () => {
  it('waits once, in eight transitions, and delivers what was typed in', async () => {
    await act.define('crm', 'notes', '__proto__');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(
      id,
      'crm',
      Object.fromEntries([
        ['notes', marker.answer],
        ['__proto__', 'kept too'],
      ]),
    );
    expect(await act.statusOf(id)).toBe('requires_input');
    await act.resume(id);
    await act.until(id, 'complete');
    await act.untilEnded(id);
    const { length } = act.states(id);
    console.info(`A request that waits once takes ${length} state transitions.`);
    expect(length).toBeLessThanOrEqual(8);
    expect(await act.package(id)).toEqual({
      crm: [
        Object.fromEntries([
          ['notes', marker.answer],
          ['__proto__', 'kept too'],
        ]),
      ],
    });
    expect(await act.count(id, 'completed')).toBe(1);
    expect(await harness.parts.requests.findTaskToken(id)).toBeUndefined();
  });

  it('waits again when a definition is added between resume and check', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'first' });
    harness.intercepts.set('check-manual-input', async (_payload, callOn) => {
      harness.intercepts.clear();
      await act.define('erp', 'orders');
      return callOn();
    });
    await act.resume(id);
    await vi.waitFor(async () => expect(await act.count(id, 'input_required')).toBe(2), patience);
    await act.until(id, 'requires_input');
    expect(await refusalOf(act.resume(id))).toBe('privacy_request.input_missing');
    await act.enter(id, 'erp', { orders: 'second' });
    await act.resume(id);
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ crm: [{ notes: 'first' }], erp: [{ orders: 'second' }] });
  });

  it('asks again for what a changed definition asks anew, and keeps what still applies', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'old' });
    await act.define('crm', 'notes', 'orders');
    expect(await refusalOf(act.resume(id))).toBe('privacy_request.input_missing');
    await act.enter(id, 'crm', { notes: 'old', orders: null });
    await act.resume(id);
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ crm: [{ notes: 'old', orders: null }] });
  });

  it('names every connection that is missing', async () => {
    await act.define('crm', 'notes');
    await act.define('erp', 'orders');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await expect(act.resume(id)).rejects.toThrow(/'crm', 'erp'/);
  });

  it('becomes an error with a clear cause when the time runs out, and a retry delivers the kept input', async () => {
    await act.define('crm', 'notes');
    harness.intercepts.set('check-manual-input', async (_payload, callOn) => {
      const result = await callOn();
      return result.ok ? { ok: true, value: { ...Object(result.value), wait_seconds: 1 } } : result;
    });
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'kept' });
    const failed = await act.until(id, 'error');
    expect(failed.failure).toEqual({ code: 'manual_input.timed_out', message: expect.stringContaining('Nobody confirmed') });
    expect(await harness.parts.requests.findTaskToken(id)).toBeUndefined();
    await act.untilEnded(id);
    expect(act.states(id).slice(-2)).toEqual(['RecordFailure', 'Failed']);
    await act.retry(id);
    const done = await act.until(id, 'complete');
    expect(done).toMatchObject({ attempt: 2, failure: null });
    expect(await act.package(id)).toEqual({ crm: [{ notes: 'kept' }] });
  });
});

describe('a part that fails', () => {
  it('is tried again: two failures of every function leave nothing but a complete request', async () => {
    await act.define('crm', 'notes');
    const failures = new Map<string, number>();
    for (const name of ['check-manual-input', 'require-input', 'build-package', 'complete-request']) {
      harness.intercepts.set(name, (_payload, callOn) => {
        const so_far = failures.get(name) ?? 0;
        failures.set(name, so_far + 1);
        return so_far < 2 ? failure('TryAgain') : callOn();
      });
    }
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', {});
    await act.resume(id);
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ crm: [{ notes: null }] });
    expect(await act.count(id, 'completed')).toBe(1);
  });

  it('is tried again after its own success was not heard', async () => {
    await act.define('crm', 'notes');
    const lost = new Set<string>();
    for (const name of ['check-manual-input', 'require-input', 'build-package', 'complete-request']) {
      harness.intercepts.set(name, async (_payload, callOn) => {
        const result = await callOn();
        if (lost.has(name)) return result;
        lost.add(name);
        return failure('Lambda.ServiceException');
      });
    }
    const id = await act.submit();
    await vi.waitFor(async () => {
      expect(await act.statusOf(id)).toBe('requires_input');
      expect(harness.calls.filter((name) => name === 'require-input')).toHaveLength(2);
    }, patience);
    await harness.idle();
    await act.enter(id, 'crm', { notes: 'once' });
    await act.resume(id);
    await act.until(id, 'complete');
    await act.untilEnded(id);
    for (const event of ['input_required', 'resumed', 'package_built', 'completed'] as const) expect(await act.count(id, event)).toBe(1);
  });

  it('puts the request into error when it fails for good, and a retry completes it', async () => {
    harness.intercepts.set('build-package', () => failure('TryAgain', 'The bucket did not answer.'));
    const id = await act.submit();
    const failed = await act.until(id, 'error');
    expect(failed.failure).toEqual({ code: 'TryAgain', message: 'The bucket did not answer.' });
    expect(harness.calls.filter((name) => name === 'build-package')).toHaveLength(6);
    harness.intercepts.clear();
    await act.retry(id);
    await act.until(id, 'complete');
    expect(await act.count(id, 'failed')).toBe(1);
    expect(await act.count(id, 'retried')).toBe(1);
  });

  it('tells only the name of an error that is not ours', async () => {
    harness.intercepts.set('check-manual-input', () => failure('TypeError', `x is undefined for ${marker.name}`));
    const id = await act.submit();
    const failed = await act.until(id, 'error');
    expect(failed.failure?.code).toBe('TypeError');
    expect(JSON.stringify(await act.log(id))).not.toContain(marker.name);
  });

  it('is recorded even when recording fails at first', async () => {
    let tries = 0;
    harness.intercepts.set('check-manual-input', () => failure('Oops'));
    harness.intercepts.set('record-failure', (_payload, callOn) => {
      tries += 1;
      return tries < 4 ? failure('TryAgain') : callOn();
    });
    const id = await act.submit();
    expect((await act.until(id, 'error')).failure?.code).toBe('Oops');
  });
});

describe('a request that is closed', () => {
  it('stops waiting when it is canceled', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    const token = (await harness.parts.requests.findTaskToken(id)) ?? '';
    await act.cancel(id);
    await act.untilEnded(id);
    expect(await act.statusOf(id)).toBe('canceled');
    expect(await harness.parts.requests.findTaskToken(id)).toBeUndefined();
    expect(await harness.parts.workflow.resume(token)).toBe(false);
    expect(await refusalOf(act.enter(id, 'crm', {}))).toBe('privacy_request.wrong_status');
    expect(await refusalOf(act.resume(id))).toBe('privacy_request.wrong_status');
  });

  it.each(['check-manual-input', 'require-input', 'build-package', 'complete-request'])(
    'ends quietly when it is canceled just before %s, also where its execution could not be stopped',
    async (name) => {
      await act.define('crm', 'notes');
      harness.intercepts.set(name, async (payload, callOn) => {
        harness.intercepts.clear();
        harness.refusedCalls.add('StopExecution');
        await act.cancel(String(Object(payload).request_id));
        harness.refusedCalls.clear();
        return callOn();
      });
      const id = await act.submit();
      if (name === 'build-package' || name === 'complete-request') {
        await act.until(id, 'requires_input');
        await act.enter(id, 'crm', {});
        await act.resume(id);
      }
      await act.until(id, 'canceled');
      await act.untilEnded(id);
      expect(act.states(id).at(-1)).toBe('Closed');
      expect(await act.count(id, 'failed')).toBe(0);
      expect(harness.calls).not.toContain('record-failure');
    },
  );

  it('leaves no package when it is canceled while the package is built', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const write = vi.fn();
    harness.intercepts.set('build-package', async (payload, callOn) => {
      harness.intercepts.clear();
      await act.cancel(String(Object(payload).request_id));
      const result = await callOn();
      write(result);
      resolve();
      return result;
    });
    const id = await act.submit();
    await promise;
    expect(write.mock.calls[0]?.[0]).toMatchObject({ ok: false, error: { errorType: 'RequestClosed' } });
    expect(await harness.readPackage(packageKey(id))).toBeUndefined();
  });

  it('is gone when it is deleted while it waits, and only its log answers', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'ERASED-ANSWER' });
    await act.eraseRequest(id);
    await act.untilEnded(id);
    expect(await harness.parts.requests.find(id)).toBeUndefined();
    expect((await act.log(id)).at(-1)).toMatchObject({ event: 'deleted', actor: 'reviewer-client' });
    const items = await harness.tables.dump(harness.tables.requests);
    expect(items.includes('ERASED-ANSWER')).toBe(false);
    expect(await refusalOf(act.resume(id))).toBe('privacy_request.not_found');
  });

  it.each(['build-package', 'complete-request'])('leaves nothing when it is deleted just before %s', async (name) => {
    const erased = Promise.withResolvers<void>();
    harness.intercepts.set(name, async (payload, callOn) => {
      harness.intercepts.clear();
      await act.eraseRequest(String(Object(payload).request_id));
      erased.resolve();
      return callOn();
    });
    const id = await act.submit();
    await vi.waitFor(async () => expect(await act.count(id, 'deleted')).toBe(1), patience);
    await erased.promise;
    await act.untilEnded(id);
    await harness.idle();
    expect(await harness.readPackage(packageKey(id))).toBeUndefined();
    expect(await harness.parts.requests.find(id)).toBeUndefined();
  });
});
