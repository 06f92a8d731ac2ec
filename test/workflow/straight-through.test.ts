import { describe, expect, it } from 'vitest';
import { act } from './own-harness.ts';

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
