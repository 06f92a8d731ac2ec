import { describe, expect, it, vi } from 'vitest';
import { refusalOf } from '../support/refusal-of.ts';
import { marker, patience } from './actions.ts';
import { act, harness } from './own-harness.ts';

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
