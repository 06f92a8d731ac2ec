import { describe, expect, it, vi } from 'vitest';
import { upsertConnections } from '../../core/connections/upsert-connections.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { patience } from './actions.ts';
import { act, harness } from './own-harness.ts';

const ways = [
  ['its connection is deleted', (key: string) => act.remove(key)],
  ['its fields are deleted', (key: string) => act.undefine(key)],
  ['its connection is disabled', (key: string) => act.disable(key)],
] as const;

describe('a waiting request', () => {
  it.each(ways)('goes on by itself when nothing is asked any more: %s', async (_title, release) => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await release('crm');
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({});
    expect((await act.log(id)).find((entry) => entry.event === 'resumed')?.actor).toBe('system');
  });

  it.each(ways)('goes on by itself when the last thing it misses is not asked any more: %s', async (_title, release) => {
    await act.define('crm', 'notes');
    await act.define('erp', 'orders');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'in' });
    await release('erp');
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ crm: [{ notes: 'in' }] });
  });

  it('waits on for the reviewer when all was in, whatever is taken away of what it did not wait for', async () => {
    await act.define('crm', 'notes');
    await act.define('erp', 'orders');
    await act.define('idle', 'never asked');
    await act.disable('idle');
    await upsertConnections(harness.parts, [
      { key: 'bare', connection_type: 'manual_request', access: 'read' },
      { key: 'warehouse', connection_type: 'postgres', access: 'read' },
    ]);
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'in' });
    await act.enter(id, 'erp', { orders: 'in' });
    for (const key of ['warehouse', 'bare', 'idle', 'erp']) await act.remove(key);
    await harness.idle();
    await harness.reconcile();
    expect(await act.statusOf(id)).toBe('requires_input');
    await act.resume(id);
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ crm: [{ notes: 'in' }] });
  });

  it('waits on while something else is missing', async () => {
    await act.define('crm', 'notes');
    await act.define('erp', 'orders');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.remove('erp');
    await harness.idle();
    await harness.reconcile();
    expect(await act.statusOf(id)).toBe('requires_input');
    expect(await refusalOf(act.resume(id))).toBe('privacy_request.input_missing');
  });

  it.each(ways)('does not begin to wait for what went away between the check and the wait: %s', async (_title, release) => {
    await act.define('crm', 'notes');
    harness.intercepts.set('require-input', async (_payload, callOn) => {
      harness.intercepts.clear();
      await release('crm');
      return callOn();
    });
    const id = await act.submit();
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({});
  });

  it('does not wait for what came and went between resume and the second wait', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'in' });
    harness.intercepts.set('check-manual-input', async (_check, callOn) => {
      harness.intercepts.clear();
      await act.define('erp', 'orders');
      harness.intercepts.set('require-input', async (_wait, callOnWait) => {
        harness.intercepts.clear();
        await act.remove('erp');
        return callOnWait();
      });
      return callOn();
    });
    await act.resume(id);
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ crm: [{ notes: 'in' }] });
  });

  it('goes on at the next pass of the reconciler when the word of a deletion was lost', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await harness.parts.connections.remove('crm');
    await harness.reconcile();
    await act.until(id, 'complete');
  });

  it('waits again when it asks for more by the time it goes on', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    harness.intercepts.set('check-manual-input', async (_payload, callOn) => {
      harness.intercepts.clear();
      await act.define('erp', 'orders');
      return callOn();
    });
    await act.remove('crm');
    await vi.waitFor(async () => expect(await act.count(id, 'input_required')).toBe(2), patience);
    await act.until(id, 'requires_input');
    await act.enter(id, 'erp', {});
    await act.resume(id);
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ erp: [{ orders: null }] });
  });
});

describe('many calls at once', () => {
  it('resume a request once: of two calls one wins and there is one continuation, thirty times', { timeout: 90_000 }, async () => {
    await act.define('crm', 'notes');
    const ids = await Promise.all(Array.from({ length: 30 }, () => act.submit()));
    await Promise.all(
      ids.map(async (id) => {
        await act.until(id, 'requires_input');
        await act.enter(id, 'crm', { notes: id });
      }),
    );
    const outcomes = await Promise.all(ids.map(async (id) => Promise.all([refusalOf(act.resume(id)), refusalOf(act.resume(id))])));
    for (const outcome of outcomes) expect([...outcome].sort()).toEqual(['not refused', 'privacy_request.wrong_status']);
    await Promise.all(ids.map((id) => act.until(id, 'complete')));
    await Promise.all(ids.map((id) => act.untilEnded(id)));
    for (const id of ids) {
      expect(act.states(id).filter((state) => state === 'CheckManualInput')).toHaveLength(2);
      expect(await act.package(id)).toEqual({ crm: [{ notes: id }] });
      expect(await act.count(id, 'completed')).toBe(1);
      expect(await act.count(id, 'resumed')).toBe(1);
    }
  });

  it('of resume, cancel, reconciler and late input leave one story, ten times', { timeout: 90_000 }, async () => {
    await act.define('crm', 'notes');
    for (let round = 0; round < 10; round += 1) {
      const id = await act.submit();
      await act.until(id, 'requires_input');
      await act.enter(id, 'crm', { notes: 'early' });
      const [entered] = await Promise.all([
        refusalOf(act.enter(id, 'crm', { notes: 'late' })),
        refusalOf(act.resume(id)),
        harness.reconcile(),
        ...(round % 2 === 0 ? [act.cancel(id)] : []),
      ]);
      const { status } = await act.until(id, 'complete', 'canceled');
      if (status === 'complete') {
        expect(await act.package(id)).toEqual({ crm: [{ notes: entered === 'not refused' ? 'late' : 'early' }] });
      }
      expect(await act.count(id, 'completed')).toBe(status === 'complete' ? 1 : 0);
    }
  });
});
