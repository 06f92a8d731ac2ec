import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { openStatuses, type StoredStatus, storedStatuses } from '../../contracts/statuses.ts';
import { makeLogEntry } from '../../core/privacy-requests/log-entry.ts';
import type { RequestFilter, RequestStore } from '../../core/privacy-requests/ports.ts';
import { openTables, type TestTables } from '../support/open-tables.ts';
import { makeClock, makeIds, sampleRequest } from '../support/samples.ts';

const clock = makeClock();
const makeId = makeIds(clock);
let tables: TestTables;
let store: RequestStore;

beforeAll(async () => {
  tables = await openTables();
  store = createRequestStore(tables.client, tables.requests, clock);
});

const entry = () => makeLogEntry({ clock, makeId }, 'submitted', 'system');

async function create(more: Parameters<typeof sampleRequest>[1] = {}): Promise<string> {
  const id = makeId('privacyRequest');
  expect(await store.create(sampleRequest(id, more), [entry()], [])).toBe(true);
  return id;
}

describe('lists', () => {
  const ids: string[] = [];
  const list = async (filter: Partial<RequestFilter>, page = { page: 1, size: 50 }) => {
    const answer = await store.list({ statuses: storedStatuses, direction: 'asc', ...filter }, page);
    return { ...answer, found: answer.items.map((request) => ids.indexOf(request.id)) };
  };

  beforeAll(async () => {
    const day = (number: number) => `2026-05-0${number}T00:00:00.000Z`;
    const rows = [
      { status: 'pending', identity: { email: 'Ada@Example.com' }, created_at: day(1), due_at: day(2) },
      { status: 'complete', created_at: day(2), due_at: day(2), property_id: 'FDS-A1B2C3', finished_at: day(3) },
      { status: 'resuming', created_at: day(3), due_at: day(9), policy: { key: 'other', name: 'Other', action_type: 'access' } },
      { status: 'requires_input', created_at: day(4), due_at: day(5), identity: { name: 'ada@example.com ' } },
      { status: 'requires_input', identity: { external_id: 'e-4' }, created_at: day(4), due_at: day(9) },
    ] as const;
    for (const row of rows) ids.push(await create(row));
  });

  it('hold everything, in both directions, by time and then by id', async () => {
    expect(await list({})).toMatchObject({ found: [0, 1, 2, 3, 4], total: 5, page: 1, size: 50, pages: 1 });
    expect((await list({ direction: 'desc' })).found).toEqual([4, 3, 2, 1, 0]);
  });

  it('are cut into pages that neither overlap nor leave out', async () => {
    expect(await list({}, { page: 1, size: 2 })).toMatchObject({ found: [0, 1], total: 5, pages: 3 });
    expect((await list({}, { page: 2, size: 2 })).found).toEqual([2, 3]);
    expect((await list({}, { page: 3, size: 2 })).found).toEqual([4]);
    expect(await list({}, { page: 9, size: 2 })).toMatchObject({ found: [], total: 5 });
  });

  it('are filtered by each thing and by several at once', async () => {
    expect((await list({ statuses: ['requires_input'] })).found).toEqual([3, 4]);
    expect((await list({ statuses: ['pending', 'resuming'] })).found).toEqual([0, 2]);
    expect((await list({ statuses: [] })).found).toEqual([]);
    expect((await list({ id: ids[2] })).found).toEqual([2]);
    expect((await list({ id: 'pri_nobody' })).found).toEqual([]);
    expect((await list({ policyKey: 'other' })).found).toEqual([2]);
    expect((await list({ propertyId: 'FDS-A1B2C3' })).found).toEqual([1]);
    expect((await list({ propertyId: 'nowhere' })).found).toEqual([]);
    expect((await list({ statuses: ['requires_input'], identityValue: 'ada@example.com' })).found).toEqual([3]);
  });

  it('find an identity whole, whatever its case and the blanks around it, and never a part of it', async () => {
    expect((await list({ identityValue: 'ada@example.com' })).found).toEqual([0, 1, 2, 3]);
    expect((await list({ identityValue: 'ada@example' })).found).toEqual([]);
    expect((await list({ identityValue: '' })).found).toEqual([]);
  });

  it('are cut by the time of creation, both ends left out', async () => {
    expect((await list({ createdAfter: '2026-05-02T00:00:00.000Z' })).found).toEqual([2, 3, 4]);
    expect((await list({ createdBefore: '2026-05-02T00:00:00.000Z' })).found).toEqual([0]);
    expect((await list({ createdAfter: '2026-05-01T00:00:00.000Z', createdBefore: '2026-05-04T00:00:00.000Z' })).found).toEqual([1, 2]);
    expect((await list({ createdAfter: '2026-05-01T23:59:59.999Z', createdBefore: '2026-05-02T00:00:00.001Z' })).found).toEqual([1]);
  });

  it('tell overdue requests: open, and due before now; every other one is not overdue', async () => {
    const now = '2026-05-06T00:00:00.000Z';
    expect((await list({ overdue: { now, is: true } })).found).toEqual([0, 3]);
    expect((await list({ overdue: { now, is: false } })).found).toEqual([1, 2, 4]);
    expect((await list({ overdue: { now: '2026-05-05T00:00:00.000Z', is: true }, statuses: openStatuses })).found).toEqual([0]);
  });

  it('follow a request from status to status and lose a deleted one', async () => {
    const id = await create({ created_at: '2026-06-01T00:00:00.000Z', identity: { email: 'moving@example.com' } });
    const where = async () => {
      const found = [];
      for (const status of storedStatuses)
        if ((await store.list({ id, statuses: [status], direction: 'asc' }, { page: 1, size: 5 })).total > 0) found.push(status);
      return found;
    };
    expect(await where()).toEqual(['approved']);
    await store.transition({ id, from: ['approved'], to: 'error' });
    expect(await where()).toEqual(['error']);
    await store.markDeleted(id, entry());
    expect((await store.list({ id, statuses: storedStatuses, direction: 'asc' }, { page: 1, size: 5 })).items).toEqual([]);
    expect(
      (await store.list({ identityValue: 'moving@example.com', statuses: storedStatuses, direction: 'asc' }, { page: 1, size: 5 })).total,
    ).toBe(0);
    await store.forget(id);
    expect(await where()).toEqual([]);
  });

  it('give ids of a status, oldest first, and those alone that did not change since a moment', async () => {
    const all = async (since?: string) => Array.fromAsync(store.idsByStatus('requires_input', since));
    expect((await all()).map((id) => ids.indexOf(id))).toEqual([3, 4]);
    clock.advance(3_600);
    const moved = ids[4] ?? '';
    await store.transition({ id: moved, from: ['requires_input'], to: 'requires_input' });
    const justBefore = new Date(clock.now().getTime() - 1).toISOString();
    expect(await all(justBefore)).toEqual([ids[3]]);
    expect(await all(clock.now().toISOString())).toEqual([ids[3], moved]);
  });
});

describe('a list that is read while a request moves', () => {
  const way: readonly StoredStatus[] = [
    'pending',
    'approved',
    'in_processing',
    'requires_input',
    'resuming',
    'in_processing',
    'error',
    'approved',
    'in_processing',
    'complete',
  ];
  const steps = [
    ...way.slice(1).map((to, index) => ({ from: way[index] ?? to, to })),
    { from: 'pending' as const, to: 'denied' as const },
    { from: 'requires_input' as const, to: 'error' as const },
    ...openStatuses.map((from) => ({ from, to: 'canceled' as const })),
  ].map((step, index) => ({ ...step, index }));

  it.each(steps)('holds it once, from $from to $to (step $index), whichever read the step comes behind', async ({ from, to, index }) => {
    for (let read = 1; ; read += 1) {
      const id = await create({ status: from, identity: { external_id: `moving-${index}-${read}` } });
      const client = Object.create(tables.client);
      let reads = 0;
      client.send = async (command: Parameters<typeof tables.client.send>[0]) => {
        const answer = await tables.client.send(command);
        if (command instanceof QueryCommand) {
          reads += 1;
          if (reads === read) await store.transition({ id, from: [from], to });
        }
        return answer;
      };
      const found = await createRequestStore(client, tables.requests, clock).list(
        { id, statuses: storedStatuses, direction: 'asc' },
        { page: 1, size: 5 },
      );
      expect(found.items.map((request) => request.id)).toEqual([id]);
      if (reads >= read) continue;
      // The list is made of one read for each status at least, and the step came behind each.
      expect(reads).toBeGreaterThanOrEqual(storedStatuses.length - 1);
      return;
    }
  });
});
