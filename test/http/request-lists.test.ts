import { beforeAll, describe, expect, it } from 'vitest';
import { clearConnections, freshKey, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { reach, submit } from './api/requests.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
const policy_key = freshKey('policy');
const people = ['ann', 'bob', 'cyd', 'dee', 'eve'].map((name) => `${name}.${freshKey('x')}@example.com`);
const ids: string[] = [];

beforeAll(async () => {
  await clearConnections(api);
  await makeManual(api, ['email']);
  await api.ok('upsert-policies', { body: { key: policy_key, name: 'Listed', action_type: 'access' } });
  for (const [index, email] of people.entries()) {
    const property = index < 2 ? { property_id: 'FDS-A1B2C3' } : {};
    ids.push(await submit(api, { identity: { email }, policy_key, ...property }));
  }
  for (const id of ids) await reach(api, id, 'requires_input');
  await api.ok('cancel-privacy-requests', { body: { request_ids: ids.slice(3) } });
});

const list = async (query: string) =>
  (await api.ok('list-privacy-requests', { query: `policy_key=${policy_key}&${query}` })).items.map((item) => item.id);

describe('the list of requests', () => {
  it('has the newest first, or the oldest where asked', async () => {
    expect(await list('')).toEqual([...ids].reverse());
    expect(await list('sort_direction=asc')).toEqual(ids);
  });

  it('is paged without a gap or a repetition', async () => {
    const pages = await Promise.all([1, 2, 3, 4].map((page) => list(`sort_direction=asc&size=2&page=${page}`)));
    expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4), []]);
    const page = await api.ok('list-privacy-requests', { query: `policy_key=${policy_key}&size=2&page=2` });
    expect(page).toMatchObject({ total: 5, page: 2, size: 2, pages: 3 });
  });

  it.each([
    ['status=requires_input', [2, 1, 0]],
    ['status=canceled', [4, 3]],
    ['status=canceled&status=requires_input', [4, 3, 2, 1, 0]],
    ['status=complete&status=error', []],
    ['property_id=FDS-A1B2C3', [1, 0]],
    ['is_overdue=true', []],
    ['is_overdue=false', [4, 3, 2, 1, 0]],
    ['created_gt=2020-01-01T00:00:00Z&created_lt=2999-01-01T00:00:00Z', [4, 3, 2, 1, 0]],
    ['created_lt=2020-01-01T00:00:00Z', []],
    ['created_gt=2999-01-01T00:00:00Z', []],
  ])('is filtered by %s', async (query, places) => {
    expect(await list(query)).toEqual(places.map((place) => ids[place]));
  });

  it('is cut at the very moment of a request', async () => {
    const { created_at: at } = await api.ok('get-privacy-request', { params: { id: ids[2] ?? '' } });
    expect(await list(`created_gt=${at}`)).toEqual([ids[4], ids[3]]);
    expect(await list(`created_lt=${at}`)).toEqual([ids[1], ids[0]]);
  });

  it('finds a request by its id, and by the identity as a whole, whatever the case', async () => {
    const found = async (query: string) => (await api.ok('list-privacy-requests', { query })).items.map((item) => item.id);
    expect(await found(`id=${ids[1]}`)).toEqual([ids[1]]);
    expect(await found(`identity=${encodeURIComponent(people[4]?.toUpperCase() ?? '')}`)).toEqual([ids[4]]);
    expect(await found(`identity=${people[4]?.slice(0, -1)}`)).toEqual([]);
    expect(await found('identity=')).toEqual([]);
  });
});

describe('the log of a request', () => {
  it('is read page by page, the oldest first', async () => {
    const id = ids[4] ?? '';
    const all = await api.ok('read-request-log', { params: { id } });
    expect(all.items.map((entry) => entry.event)).toEqual(['submitted', 'processing_started', 'input_required', 'canceled']);
    const second = await api.ok('read-request-log', { params: { id }, query: 'size=3&page=2' });
    expect(second).toMatchObject({ total: 4, pages: 2, items: [all.items[3]] });
    expect(all.items.at(0)).toMatchObject({ actor: 'data_subject' });
    expect(all.items.at(3)?.actor).toBe(api.target.clientId);
  });
});

describe('queries', () => {
  it.each([
    'page=0',
    'page=-1',
    'page=x',
    'page=1.5',
    'page=',
    'page=1e99',
    'size=0',
    'size=101',
    'size=1&size=2',
    'page=1&page=1',
    'status=sleeping',
    'status=pending&status=sleeping',
    'created_gt=yesterday',
    'created_gt=2026-11-21T10:00:00%2B01:00',
    'created_gt=2026-02-30T00:00:00Z',
    'is_overdue=maybe',
    'sort_direction=up',
    'created_gt=2026-01-02T00:00:00Z&created_lt=2026-01-01T00:00:00Z',
  ])('with %s are refused, naming the place', async (query) => {
    const problem = await api.problem('list-privacy-requests', 'request.invalid', { query });
    const names = query.split('&').map((pair) => pair.split('=')[0]);
    expect(problem.errors?.[0]?.loc[0]).toBe('query');
    expect(names).toContain(problem.errors?.[0]?.loc[1]);
  });

  it('may carry the largest page', async () => {
    expect((await api.ok('list-privacy-requests', { query: 'size=100&page=1000000' })).items).toEqual([]);
  });
});
