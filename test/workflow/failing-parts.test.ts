import { describe, expect, it, vi } from 'vitest';
import { marker, patience } from './actions.ts';
import { act, harness } from './own-harness.ts';

const failure = (errorType: string, errorMessage = 'As a test wants it.') =>
  Promise.resolve({ ok: false as const, error: { errorType, errorMessage } });

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
