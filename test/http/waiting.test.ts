import { beforeEach, describe, expect, it } from 'vitest';
import { clearConnections, defineFields, freshKey, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { eventsOf, goodItem, reach, readPackage, submit, submitWaiting } from './api/requests.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());

beforeEach(() => clearConnections(api));

describe('a request that waits for several connections', () => {
  it('goes on once each has its input, {} being one, and names every one that is missing until then', async () => {
    const [crm, shop] = [await makeManual(api, ['email'], 'crm'), await makeManual(api, ['orders'], 'shop')];
    const id = await submitWaiting(api);
    const both = await api.problem('resume-privacy-request', 'privacy_request.input_missing', { params: { id } });
    expect(both.detail).toContain(`'${crm}'`);
    expect(both.detail).toContain(`'${shop}'`);
    expect(both.errors?.map((error) => error.loc)).toEqual([
      ['connection', crm],
      ['connection', shop],
    ]);

    await api.ok('upload-manual-input', { params: { id, key: crm }, body: {} });
    const one = await api.problem('resume-privacy-request', 'privacy_request.input_missing', { params: { id } });
    expect(one.detail).not.toContain(`'${crm}'`);
    expect(one.errors?.map((error) => error.loc)).toEqual([['connection', shop]]);
    expect((await api.ok('get-privacy-request', { params: { id } })).waiting_for).toEqual([shop]);

    await api.ok('upload-manual-input', { params: { id, key: shop }, body: { orders: '7' } });
    expect((await api.ok('resume-privacy-request', { params: { id } })).status).toBe('in_processing');
    await reach(api, id, 'complete');
    expect(await readPackage(api, id)).toEqual({ [crm]: [{ email: null }], [shop]: [{ orders: '7' }] });
  });

  it('needs a definition that is added while it waits', async () => {
    const first = await makeManual(api, ['email']);
    const id = await submitWaiting(api);
    await api.ok('upload-manual-input', { params: { id, key: first }, body: {} });
    const late = await makeManual(api, ['phone']);
    const problem = await api.problem('resume-privacy-request', 'privacy_request.input_missing', { params: { id } });
    expect(problem.errors?.map((error) => error.loc)).toEqual([['connection', late]]);
    await api.ok('upload-manual-input', { params: { id, key: late }, body: { phone: '1' } });
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    expect(await readPackage(api, id)).toEqual({ [first]: [{ email: null }], [late]: [{ phone: '1' }] });
  });

  it.each([
    ['the fields are deleted', (key: string) => api.ok('delete-fields', { params: { key } })],
    ['the connection is deleted', (key: string) => api.ok('delete-connection', { params: { key } })],
    [
      'the connection is disabled',
      (key: string) => api.ok('upsert-connections', { body: { key, connection_type: 'manual_request', access: 'read', disabled: true } }),
    ],
  ] as const)('goes on by itself when the last definition goes: %s', async (_, takeAway) => {
    const key = await makeManual(api, ['email']);
    const id = await submitWaiting(api);
    await takeAway(key);
    await reach(api, id, 'complete');
    expect(await readPackage(api, id)).toEqual({});
    expect(await eventsOf(api, id)).toContain('resumed');
  });

  it('waits on where another definition is still unanswered', async () => {
    const [kept, gone] = [await makeManual(api, ['a']), await makeManual(api, ['b'])];
    const id = await submitWaiting(api);
    await api.ok('delete-connection', { params: { key: gone } });
    const problem = await api.problem('resume-privacy-request', 'privacy_request.input_missing', { params: { id } });
    expect(problem.errors?.map((error) => error.loc)).toEqual([['connection', kept]]);
    await api.ok('upload-manual-input', { params: { id, key: kept }, body: {} });
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    const { items } = await api.ok('read-request-log', { params: { id } });
    expect(items.filter((entry) => entry.event === 'resumed').map((entry) => entry.actor)).not.toContain('system');
  });
});

describe('a request that waits for nobody', () => {
  it('completes with an empty package where no definition is there', async () => {
    const id = await submit(api);
    await reach(api, id, 'complete');
    expect(await readPackage(api, id)).toEqual({});
  });

  it('passes manual requests by where it is an erasure', async () => {
    await makeManual(api, ['email']);
    const id = await submit(api, { ...goodItem, policy_key: 'default_erasure_policy' });
    const done = await reach(api, id, 'complete');
    expect(done.policy.action_type).toBe('erasure');
    expect(await eventsOf(api, id)).not.toContain('input_required');
  });

  it('passes by connections that are disabled or have no fields', async () => {
    await api.ok('create-connections', {
      body: [
        { key: freshKey(), connection_type: 'manual_request', access: 'read' },
        { key: 'off', connection_type: 'manual_request', access: 'read', disabled: true },
      ],
    });
    await defineFields(api, 'off', ['email']);
    const id = await submit(api);
    await reach(api, id, 'complete');
    expect(await readPackage(api, id)).toEqual({});
  });
});
