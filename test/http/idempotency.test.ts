import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { clearConnections, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { readProblem } from './api/read-problem.ts';
import { goodItem } from './api/requests.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());

beforeAll(async () => {
  await clearConnections(api);
  await makeManual(api, ['email']);
});

const person = () => ({ ...goodItem, identity: { external_id: randomUUID() } });
const count = async (item: ReturnType<typeof person>) =>
  (await api.ok('list-privacy-requests', { query: `identity=${item.identity.external_id}` })).total;

describe('an Idempotency-Key', () => {
  it('gives the same answer to the same call, and stores one request', async () => {
    const item = person();
    const headers = { 'idempotency-key': randomUUID() };
    const first = await api.ok('submit-privacy-requests', { headers, body: [item] });
    const again = await api.ok('submit-privacy-requests', { headers, body: [item] });
    expect(again).toEqual(first);
    expect(await count(item)).toBe(1);
  });

  it('with another body is refused, and stores nothing', async () => {
    const [item, other] = [person(), person()];
    const headers = { 'idempotency-key': randomUUID() };
    await api.ok('submit-privacy-requests', { headers, body: [item] });
    await api.problem('submit-privacy-requests', 'idempotency.key_reused', { headers, body: [other] });
    expect(await count(other)).toBe(0);
  });

  it('lets one of many calls at once through; the others hear of it, or get the same answer', async () => {
    const item = person();
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.call('submit-privacy-requests', { headers, body: [item] })));
    const done = answers.filter((answer) => answer.status === 200);
    expect(done.length).toBeGreaterThan(0);
    for (const answer of done) expect(JSON.parse(answer.text)).toEqual(JSON.parse(done[0]?.text ?? ''));
    for (const answer of answers.filter((candidate) => candidate.status !== 200)) {
      readProblem(answer, 'idempotency.in_progress');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(
      answers.some((answer) => answer.status === 409),
      'eight calls at once, and none met another',
    ).toBe(true);
    expect(await count(item)).toBe(1);
    const later = await api.call('submit-privacy-requests', { headers, body: [item] });
    expect(JSON.parse(later.text)).toEqual(JSON.parse(done[0]?.text ?? ''));
  });

  it('is not spent by a call that was refused', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await api.problem('submit-privacy-requests', 'request.invalid', { headers, body: [] });
    const item = person();
    expect((await api.ok('submit-privacy-requests', { headers, body: [item] })).succeeded).toHaveLength(1);
  });

  it('has 1 to 255 characters', async () => {
    const item = person();
    for (const key of ['x'.repeat(256), '']) {
      const problem = await api.problem('submit-privacy-requests', 'request.invalid', {
        headers: { 'idempotency-key': key },
        body: [item],
      });
      expect(problem.errors?.[0]?.loc).toEqual(['header', 'idempotency-key']);
    }
    expect(await count(item)).toBe(0);
    await api.ok('submit-privacy-requests', { headers: { 'idempotency-key': randomUUID().padEnd(255, 'x') }, body: [item] });
  });
});
