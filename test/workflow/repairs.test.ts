import { describe, expect, it, vi } from 'vitest';
import { refusalOf } from '../support/refusal-of.ts';
import { patience } from './actions.ts';
import { act, harness } from './own-harness.ts';

/** Holds every call of a function until the machine crashes: the call is lost with it. */
function hold(name: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  harness.intercepts.set(name, () => {
    resolve();
    return new Promise(() => {});
  });
  return promise;
}

function crash(): void {
  harness.intercepts.clear();
  harness.crash();
}

describe('what died half way', () => {
  it('is started by the reconciler where the start failed', async () => {
    harness.refusedCalls.add('StartExecution');
    const id = await act.submit();
    expect(await act.statusOf(id)).toBe('approved');
    expect(harness.warnings.length).toBeGreaterThan(0);
    harness.refusedCalls.clear();
    await harness.reconcile();
    await act.until(id, 'complete');
    expect((await act.find(id)).attempt).toBe(1);
  });

  it('is started by the reconciler where the start of a retry failed', async () => {
    harness.intercepts.set('build-package', async () => ({ ok: false, error: { errorType: 'Oops', errorMessage: '' } }));
    const id = await act.submit();
    await act.until(id, 'error');
    harness.intercepts.clear();
    harness.refusedCalls.add('StartExecution');
    await act.retry(id);
    harness.refusedCalls.clear();
    await harness.reconcile();
    await act.until(id, 'complete');
  });

  it('is told to go on by the reconciler where the resume was decided and not told', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'in' });
    harness.refusedCalls.add('SendTaskSuccess');
    expect((await act.resume(id)).status).toBe('resuming');
    harness.refusedCalls.clear();
    expect(await act.statusOf(id)).toBe('resuming');
    expect(await refusalOf(act.resume(id))).toBe('privacy_request.wrong_status');
    await harness.reconcile();
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ crm: [{ notes: 'in' }] });
    expect((await act.find(id)).attempt).toBe(1);
  });

  it('leaves a request alone that changed a moment ago', async () => {
    harness.refusedCalls.add('StartExecution');
    const id = await act.submit();
    harness.refusedCalls.clear();
    expect(await harness.reconcile({})).toMatchObject({ repaired: 0 });
    expect(await act.statusOf(id)).toBe('approved');
  });

  it('does not trouble the reconciler when a request is done between its listing and its reading', async () => {
    const id = await act.submit();
    await act.until(id, 'complete');
    await act.untilEnded(id);
    const { repairRequest } = await import('../../core/privacy-requests/repair-request.ts');
    expect(await repairRequest(harness.parts, await act.find(id))).toBe(false);
    expect(await act.find(id)).toMatchObject({ status: 'complete', attempt: 1 });
  });
});

describe('executions that are lost', () => {
  it('are started again for an approved request', async () => {
    const held = hold('check-manual-input');
    const id = await act.submit();
    await held;
    crash();
    expect(await act.statusOf(id)).toBe('approved');
    await harness.reconcile();
    await act.until(id, 'complete');
    expect(await act.count(id, 'completed')).toBe(1);
  });

  it.each(['require-input', 'build-package', 'complete-request'])('are started again for a request in processing, at %s', async (name) => {
    if (name === 'require-input') await act.define('crm', 'notes');
    const held = hold(name);
    const id = await act.submit();
    await held;
    crash();
    expect(await act.statusOf(id)).toBe('in_processing');
    await harness.reconcile();
    if (name === 'require-input') {
      await act.until(id, 'requires_input');
      await act.enter(id, 'crm', { notes: 'late' });
      await act.resume(id);
    }
    await act.until(id, 'complete');
    expect(await act.count(id, 'completed')).toBe(1);
    expect(await act.count(id, 'repaired')).toBe(1);
  });

  it('are started again for a waiting request, which waits on with its input, also when all of it is in', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'before the crash' });
    crash();
    await harness.reconcile();
    await vi.waitFor(async () => expect(harness.entered(`${id}-2`).at(-1)).toBe('RequiresInput'), patience);
    await harness.idle();
    expect(await act.find(id)).toMatchObject({ status: 'requires_input', attempt: 2 });
    expect(await harness.reconcile()).toMatchObject({ repaired: 0, released: 0 });
    expect(await act.statusOf(id)).toBe('requires_input');
    await act.resume(id);
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ crm: [{ notes: 'before the crash' }] });
  });

  it('are started again by the resume itself, before any reconciler came by', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'kept' });
    crash();
    await act.resume(id);
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ crm: [{ notes: 'kept' }] });
  });

  it('are started again for a request that was just resumed, and do not wait again', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'kept' });
    const held = hold('check-manual-input');
    await act.resume(id);
    await held;
    crash();
    expect(await act.statusOf(id)).toBe('resuming');
    await harness.reconcile();
    await act.until(id, 'complete');
    expect(await act.count(id, 'input_required')).toBe(1);
  });

  it('honour a resume that came while their replacement was about to wait', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    await act.enter(id, 'crm', { notes: 'kept' });
    crash();
    harness.intercepts.set('require-input', async (_payload, callOn) => {
      harness.intercepts.clear();
      await act.resume(id);
      return callOn();
    });
    await harness.reconcile();
    await act.until(id, 'complete');
    expect(await act.package(id)).toEqual({ crm: [{ notes: 'kept' }] });
    expect(await act.count(id, 'completed')).toBe(1);
  });

  it('honour a release that came between the reading and the writing of their replacement’s first step', async () => {
    await act.define('crm', 'notes');
    const id = await act.submit();
    await act.until(id, 'requires_input');
    crash();
    // The replacement's first step is taken here by hand, so that the release can come in its middle.
    const held = hold('check-manual-input');
    await harness.reconcile();
    await held;
    const { connections } = harness.parts;
    const all = vi.fn(connections.all).mockImplementationOnce(async () => {
      await act.undefine('crm');
      await act.until(id, 'resuming');
      return connections.all();
    });
    const { checkManualInput } = await import('../../core/workflow/check-manual-input.ts');
    const takeFirstStep = () =>
      checkManualInput({ ...harness.parts, connections: { ...connections, all }, timeoutDays: 1 }, { request_id: id, attempt: 2 });
    await expect(takeFirstStep()).rejects.toThrow(expect.objectContaining({ name: 'TryAgain' }));
    expect(await takeFirstStep()).toMatchObject({ input_missing: false });
    expect(await act.statusOf(id)).toBe('in_processing');
  });

  it('are repaired by twenty reconcilers at once without a second completion', async () => {
    const held = hold('build-package');
    const id = await act.submit();
    await held;
    crash();
    await Promise.all(Array.from({ length: 20 }, () => harness.reconcile()));
    await act.until(id, 'complete');
    await harness.idle();
    // One that looks between another's count and its start counts once more; only the last attempt owns the request.
    const { attempt } = await act.find(id);
    expect(await act.count(id, 'repaired')).toBe(attempt - 1);
    expect(await act.count(id, 'completed')).toBe(1);
    expect(await act.package(id)).toEqual({});
  });

  it('can end no request that its replacement owns: a function that outlived its execution changes nothing', async () => {
    const late = Promise.withResolvers<void>();
    const results: unknown[] = [];
    harness.intercepts.set('build-package', async (_payload, callOn) => {
      harness.intercepts.clear();
      reached.resolve();
      await late.promise;
      const result = await callOn();
      results.push(result);
      return result;
    });
    const reached = Promise.withResolvers<void>();
    const id = await act.submit();
    await reached.promise;
    harness.crash();
    await harness.reconcile();
    await act.until(id, 'complete');
    late.resolve();
    await vi.waitFor(() => expect(results).toHaveLength(1), patience);
    expect(results[0]).toMatchObject({ ok: false, error: { errorType: 'RequestClosed' } });
    expect(await act.package(id)).toEqual({});
    expect(await act.count(id, 'completed')).toBe(1);
  });

  it('whose function outlived them do not take the package of their replacement away', async () => {
    const results: unknown[] = [];
    const reached = Promise.withResolvers<void>();
    const late = Promise.withResolvers<void>();
    const { packages, requests } = harness.parts;
    const { buildPackage } = await import('../../core/workflow/build-package.ts');
    harness.intercepts.set('build-package', () => {
      harness.intercepts.clear();
      reached.resolve();
      return new Promise(() => {});
    });
    const id = await act.submit();
    await reached.promise;
    // The old attempt has read the request and stands before its own write; the new one has written and not yet said so.
    const slow = {
      ...packages,
      write: async (...inputs: Parameters<typeof packages.write>) => {
        await late.promise;
        return packages.write(...inputs);
      },
    };
    const old = buildPackage({ ...harness.parts, packages: slow }, { request_id: id, attempt: 1 }).catch((error: unknown) =>
      results.push(error),
    );
    await vi.waitFor(async () => expect(await requests.find(id)).toMatchObject({ status: 'in_processing' }), patience);
    harness.crash();
    harness.intercepts.set('build-package', async () => {
      harness.intercepts.clear();
      const hesitant = {
        ...requests,
        transition: async (step: Parameters<typeof requests.transition>[0]) => {
          late.resolve();
          await old;
          return requests.transition(step);
        },
      };
      await buildPackage({ ...harness.parts, requests: hesitant }, { request_id: id, attempt: 2 });
      return { ok: true, value: null };
    });
    await harness.reconcile();
    await act.until(id, 'complete');
    expect(results).toHaveLength(1);
    expect(await act.package(id)).toEqual({});
  });

  it('of a request that ended without a word put it into error, and a retry completes it', async () => {
    const held = hold('build-package');
    const id = await act.submit();
    await held;
    await harness.parts.workflow.stop(id, 1);
    harness.intercepts.clear();
    await harness.reconcile();
    expect((await act.find(id)).failure?.code).toBe('workflow.ended');
    await act.retry(id);
    await act.until(id, 'complete');
  });
});
