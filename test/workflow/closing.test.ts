import { describe, expect, it, vi } from 'vitest';
import { packageKey } from '../../core/privacy-requests/delete-request.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { patience } from './actions.ts';
import { act, harness } from './own-harness.ts';

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
