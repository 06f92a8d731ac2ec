import { beforeEach, describe, expect, it } from 'vitest';
import { clearConnections, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { eventsOf, goodItem, reach, submit, submitWaiting } from './api/requests.ts';
import { makeMarker } from './api/server-log.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());

beforeEach(() => clearConnections(api));

describe('a reviewer', () => {
  it('cancels what waits, for good, and says why', async () => {
    const key = await makeManual(api, ['email']);
    const id = await submitWaiting(api);
    const answer = await api.ok('cancel-privacy-requests', { body: { request_ids: [id, 'pri_nobody'], reason: 'Withdrawn.' } });
    expect(answer.succeeded).toMatchObject([{ id, status: 'canceled', reason: 'Withdrawn.' }]);
    expect(answer.failed).toMatchObject([{ index: 1, data: { id: 'pri_nobody' } }]);
    for (const [route, body] of [
      ['upload-manual-input', { email: 'x' }],
      ['resume-privacy-request', undefined],
      ['retry-privacy-request', undefined],
    ] as const) {
      const problem = await api.problem(route, 'privacy_request.wrong_status', { params: { id, key }, body });
      expect(problem.detail).toContain('canceled');
    }
    const again = await api.ok('cancel-privacy-requests', { body: { request_ids: [id] } });
    expect(again.failed[0]?.message).toContain('canceled');
    const request = await api.ok('get-privacy-request', { params: { id } });
    expect(request).toMatchObject({ status: 'canceled', reason: 'Withdrawn.' });
    expect(request.finished_at).not.toBe(null);
    expect(await eventsOf(api, id)).toContain('canceled');
  });

  it('leaves a line in the log, with a name, by looking at who asks', async () => {
    const id = await submit(api);
    const before = await eventsOf(api, id);
    expect(before).not.toContain('identity_viewed');
    await api.ok('log-identity-view', { params: { id } });
    const { items } = await api.ok('read-request-log', { params: { id }, query: 'size=100' });
    expect(items.filter(({ event }) => event === 'identity_viewed')).toMatchObject([{ actor: api.target.clientId }]);
    await api.problem('log-identity-view', 'privacy_request.not_found', { params: { id: 'pri_nobody' } });
  });

  it('cannot approve or deny what is not pending, and is told the status', async () => {
    await makeManual(api, ['email']);
    const id = await submitWaiting(api);
    const approved = await api.ok('approve-privacy-requests', { body: { request_ids: [id] } });
    const denied = await api.ok('deny-privacy-requests', { body: { request_ids: [id], reason: 'No.' } });
    for (const answer of [approved, denied]) {
      expect(answer.succeeded).toEqual([]);
      expect(answer.failed[0]?.message).toContain('requires_input');
    }
    expect((await api.ok('get-privacy-request', { params: { id } })).status).toBe('requires_input');
  });

  it('denies with a reason or not at all, and decides about 1 to 50', async () => {
    const marker = makeMarker();
    for (const body of [
      { request_ids: [marker] },
      { request_ids: [marker], reason: '  ' },
      { request_ids: [marker], reason: null },
      { request_ids: [], reason: 'x' },
      { request_ids: Array.from({ length: 51 }, () => 'pri_x'), reason: 'x' },
      { request_ids: 'pri_x', reason: 'x' },
    ]) {
      const problem = await api.problem('deny-privacy-requests', 'request.invalid', { body });
      expect(JSON.stringify(problem)).not.toContain(marker);
    }
  });

  it('cannot retry what did not fail', async () => {
    const key = await makeManual(api, ['email']);
    const id = await submitWaiting(api);
    const waiting = await api.problem('retry-privacy-request', 'privacy_request.wrong_status', { params: { id } });
    expect(waiting.detail).toContain('requires_input');
    await api.ok('upload-manual-input', { params: { id, key }, body: {} });
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    const problem = await api.problem('retry-privacy-request', 'privacy_request.wrong_status', { params: { id } });
    expect(problem.detail).toContain('complete');
  });
});

describe('a deleted request', () => {
  it('is gone everywhere but in its log, which names nobody', async () => {
    const email = `${makeMarker()}@example.com`;
    const key = await makeManual(api, ['email']);
    const id = await submitWaiting(api, { ...goodItem, identity: { email } });
    const secret = makeMarker();
    await api.ok('upload-manual-input', { params: { id, key }, body: { email: secret } });
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    const { access_result_urls: urls } = await api.ok('get-access-results', { params: { id } });
    await api.ok('delete-privacy-request', { params: { id } });

    for (const route of [
      'get-privacy-request',
      'delete-privacy-request',
      'retry-privacy-request',
      'get-access-results',
      'view-manual-input',
      'resume-privacy-request',
    ] as const) {
      await api.problem(route, 'privacy_request.not_found', { params: { id, key } });
    }
    await api.problem('upload-manual-input', 'privacy_request.not_found', { params: { id, key }, body: {} });
    expect((await fetch(urls[0] ?? '')).status, 'the link to its package').toBe(404);
    expect((await api.ok('list-privacy-requests', { query: `identity=${email}` })).total).toBe(0);
    expect((await api.ok('list-privacy-requests', { query: `id=${id}` })).total).toBe(0);
    const log = await api.call('read-request-log', { params: { id }, query: 'size=100' });
    expect(log.text).not.toMatch(new RegExp(`${email}|${secret}`));
    expect((await eventsOf(api, id)).at(-1)).toBe('deleted');
  });

  it('may be one that waits', async () => {
    await makeManual(api, ['email']);
    const id = await submitWaiting(api);
    await api.ok('delete-privacy-request', { params: { id } });
    await api.problem('resume-privacy-request', 'privacy_request.not_found', { params: { id } });
    await api.problem('read-request-log', 'privacy_request.not_found', { params: { id: 'pri_never' } });
    expect((await eventsOf(api, id)).at(-1)).toBe('deleted');
  });

  it('cannot be brought back by a submission', async () => {
    const id = await submit(api);
    await reach(api, id, 'complete');
    await api.ok('delete-privacy-request', { params: { id } });
    await submit(api);
    await api.problem('get-privacy-request', 'privacy_request.not_found', { params: { id } });
  });
});
