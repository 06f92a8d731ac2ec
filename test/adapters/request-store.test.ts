import { beforeAll, describe, expect, it } from 'vitest';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import type { StoredManualInput } from '../../contracts/items/manual-input.ts';
import { storedStatuses } from '../../contracts/statuses.ts';
import { makeLogEntry } from '../../core/privacy-requests/log-entry.ts';
import type { RequestStore } from '../../core/privacy-requests/ports.ts';
import { openTables, type TestTables } from '../support/open-tables.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { makeClock, makeIds, sampleRequest } from '../support/samples.ts';

const clock = makeClock();
const makeId = makeIds(clock);
const parts = { clock, makeId };
let tables: TestTables;
let requests: RequestStore;

beforeAll(async () => {
  tables = await openTables();
  requests = createRequestStore(tables.client, tables.requests, clock);
});

const entry = (message?: string) => makeLogEntry(parts, 'submitted', 'system', message === undefined ? {} : { message });

async function create(more: Parameters<typeof sampleRequest>[1] = {}, store = requests): Promise<string> {
  const id = makeId('privacyRequest');
  expect(await store.create(sampleRequest(id, more), [entry()], [])).toBe(true);
  return id;
}

function inputFor(id: string, key: string, text: string): StoredManualInput {
  return {
    request_id: id,
    connection_key: key,
    answers: [
      ['notes', text],
      ['__proto__', null],
    ],
    definition_version: 'v1',
    uploaded_at: clock.now().toISOString(),
    uploaded_by: 'client',
  };
}

describe('a request', () => {
  it('is given back as it was stored, and is stored once', async () => {
    const id = await create({ external_id: 'e-1', identity: { name: 'Ada', phone_number: '+491701234567' } });
    const stored = await requests.find(id);
    expect(stored).toEqual(sampleRequest(id, { external_id: 'e-1', identity: { name: 'Ada', phone_number: '+491701234567' } }));
    expect(await requests.create(sampleRequest(id, { reason: 'again' }), [entry()], [])).toBe(false);
    expect(await requests.find(id)).toEqual(stored);
    expect((await requests.readLog(id, { page: 1, size: 10 }))?.total).toBe(1);
  });

  it('is stored once under a mark, and found by it for a day', async () => {
    const mark = { name: 'mark-1', now: new Date('2026-03-01T12:00:00.000Z') };
    const [first, second, later] = [makeId('privacyRequest'), makeId('privacyRequest'), makeId('privacyRequest')];
    expect(await requests.findSubmitted(mark)).toBeUndefined();
    expect(await requests.create(sampleRequest(first), [entry()], [], mark)).toBe(true);
    expect(await requests.create(sampleRequest(second), [entry()], [], mark)).toBe(false);
    expect(await requests.find(second)).toBeUndefined();
    expect(await requests.findSubmitted(mark)).toBe(first);
    const nextDay = { ...mark, now: new Date('2026-03-02T12:00:01.000Z') };
    expect(await requests.findSubmitted(nextDay)).toBeUndefined();
    expect(await requests.create(sampleRequest(later), [entry()], [], nextDay)).toBe(true);
    expect(await requests.findSubmitted(nextDay)).toBe(later);
  });

  it('is nothing where the id is unknown, empty, or something else of the table', async () => {
    expect(await requests.find('pri_unknown')).toBeUndefined();
    expect(await requests.find('')).toBeUndefined();
    expect(await requests.findTaskToken('pri_unknown')).toBeUndefined();
    expect(await requests.readLog('pri_unknown', { page: 1, size: 10 })).toBeUndefined();
    expect(await requests.readLog('', { page: 1, size: 10 })).toBeUndefined();
  });
});

describe('a step of a request', () => {
  it('changes status, what changes with it, and the log together', async () => {
    const id = await create();
    clock.advance(60);
    const after = await requests.transition({
      id,
      from: ['approved'],
      to: 'in_processing',
      changes: { started_processing_at: '2026-03-01T12:01:00.000Z', attempt: 2, manual_sources: ['crm'], failure: null },
      entry: makeLogEntry(parts, 'processing_started', 'system', { status: 'in_processing' }),
    });
    expect(after).toMatchObject({ status: 'in_processing', attempt: 2, manual_sources: ['crm'], updated_at: clock.now().toISOString() });
    expect(await requests.find(id)).toEqual(after);
    expect((await requests.readLog(id, { page: 1, size: 10 }))?.items.map((line) => line.event)).toEqual([
      'submitted',
      'processing_started',
    ]);
  });

  it('changes nothing from another status, for another attempt, or where there is no request', async () => {
    const id = await create();
    const before = await requests.find(id);
    const step = { id, to: 'complete', entry: entry('never') } as const;
    expect(await requests.transition({ ...step, from: ['in_processing', 'resuming'] })).toBeUndefined();
    expect(await requests.transition({ ...step, from: ['approved'], attempt: 2 })).toBeUndefined();
    expect(await requests.transition({ ...step, id: 'pri_nobody', from: ['approved'] })).toBeUndefined();
    expect(await requests.find(id)).toEqual(before);
    expect(await requests.find('pri_nobody')).toBeUndefined();
    expect((await requests.readLog(id, { page: 1, size: 10 }))?.total).toBe(1);
    expect(await requests.readLog('pri_nobody', { page: 1, size: 10 })).toBeUndefined();
  });

  it('is won by one of twenty callers at once', async () => {
    const id = await create();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        requests.transition({ id, from: ['approved'], to: 'canceled', changes: { reason: `caller ${index}` }, entry: entry() }),
      ),
    );
    const winner = outcomes.findIndex((outcome) => outcome !== undefined);
    expect(outcomes.filter((outcome) => outcome !== undefined)).toHaveLength(1);
    expect((await requests.find(id))?.reason).toBe(`caller ${winner}`);
    expect((await requests.readLog(id, { page: 1, size: 10 }))?.total).toBe(2);
  });

  it('keeps the token of a wait where no read but its own sees it, and takes it away', async () => {
    const id = await create({ status: 'in_processing' });
    await requests.transition({ id, from: ['in_processing'], to: 'requires_input', taskToken: 'SECRET-TOKEN', entry: entry() });
    expect(await requests.findTaskToken(id)).toBe('SECRET-TOKEN');
    const resuming = await requests.transition({ id, from: ['requires_input'], to: 'resuming' });
    const seen = JSON.stringify([
      resuming,
      await requests.find(id),
      await requests.list({ id, statuses: storedStatuses, direction: 'asc' }, { page: 1, size: 10 }),
      await requests.readLog(id, { page: 1, size: 10 }),
      await requests.manualInputs(id),
    ]);
    expect(seen).not.toContain('SECRET');
    expect(await requests.findTaskToken(id)).toBe('SECRET-TOKEN');
    await requests.transition({ id, from: ['resuming'], to: 'in_processing', taskToken: null });
    expect(await requests.findTaskToken(id)).toBeUndefined();
  });
});

describe('manual input', () => {
  it('is kept for each connection, replaced as a whole, and keeps order and odd labels', async () => {
    const id = await create({ status: 'requires_input' });
    expect(await requests.saveManualInput(inputFor(id, 'crm', 'first'), entry())).toBe(true);
    expect(await requests.saveManualInput(inputFor(id, 'erp.x-1', 'other'), entry())).toBe(true);
    expect(await requests.saveManualInput(inputFor(id, 'crm', ''), entry())).toBe(true);
    expect(await requests.findManualInput(id, 'crm')).toEqual(inputFor(id, 'crm', ''));
    expect((await requests.manualInputs(id)).map((input) => input.connection_key)).toEqual(['crm', 'erp.x-1']);
    expect(await requests.findManualInput(id, 'nobody')).toBeUndefined();
  });

  it.each(storedStatuses.filter((status) => status !== 'requires_input' && status !== 'deleted'))(
    'is refused in status %s, with the earlier one untouched and no line in the log',
    async (status) => {
      const id = await create({ status: 'requires_input' });
      await requests.saveManualInput(inputFor(id, 'crm', 'earlier'), entry());
      await requests.transition({ id, from: ['requires_input'], to: status });
      expect(await requests.saveManualInput(inputFor(id, 'crm', 'later'), entry())).toBe(false);
      expect(await requests.findManualInput(id, 'crm')).toEqual(inputFor(id, 'crm', 'earlier'));
      expect((await requests.readLog(id, { page: 1, size: 10 }))?.total).toBe(2);
    },
  );

  it('is refused for a request that is not there', async () => {
    expect(await requests.saveManualInput(inputFor('pri_nobody', 'crm', 'x'), entry())).toBe(false);
    expect(await requests.manualInputs('pri_nobody')).toEqual([]);
  });

  it('races a step: what is accepted was accepted while the request waited, twenty times', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = await create({ status: 'requires_input' });
      const [saved, stepped] = await Promise.all([
        requests.saveManualInput(inputFor(id, 'crm', 'raced'), entry()),
        requests.transition({ id, from: ['requires_input'], to: 'resuming' }),
      ]);
      expect(stepped?.status).toBe('resuming');
      expect((await requests.findManualInput(id, 'crm')) !== undefined).toBe(saved);
    }
  });

  it('of the largest size that is allowed can be kept', async () => {
    const id = await create({ status: 'requires_input' });
    const answers = Array.from({ length: 100 }, (_, index): [string, string] => [
      `${String(index).padStart(3, '0')}${'x'.repeat(197)}`,
      'y'.repeat(3_500),
    ]);
    expect(await requests.saveManualInput({ ...inputFor(id, 'crm', ''), answers }, entry())).toBe(true);
    expect((await requests.findManualInput(id, 'crm'))?.answers).toEqual(answers);
  });
});

describe('what is more than one item can hold', () => {
  it('is refused in words and leaves nothing, as a request and as input', async () => {
    const large = 'x'.repeat(420_000);
    const id = makeId('privacyRequest');
    const request = sampleRequest(id, { custom_fields: { a: { label: 'A', value: large } } });
    expect(await refusalOf(requests.create(request, [entry()], []))).toBe('request.too_large');
    expect(await requests.find(id)).toBeUndefined();
    expect(await requests.readLog(id, { page: 1, size: 5 })).toBeUndefined();
    const waiting = await create({ status: 'requires_input' });
    expect(await refusalOf(requests.saveManualInput(inputFor(waiting, 'crm', large), entry()))).toBe('request.too_large');
    expect(await requests.manualInputs(waiting)).toEqual([]);
  });
});

describe('the log', () => {
  it('is read oldest first, page by page, also within one moment', async () => {
    const id = await create();
    for (let index = 0; index < 6; index += 1) {
      if (index % 2 === 0) clock.advance(1);
      await requests.appendLog(id, entry(`line ${index}`));
    }
    const first = await requests.readLog(id, { page: 1, size: 4 });
    const second = await requests.readLog(id, { page: 2, size: 4 });
    expect(first).toMatchObject({ total: 7, page: 1, size: 4, pages: 2 });
    const messages = [...(first?.items ?? []), ...(second?.items ?? [])].map((line) => line.message);
    expect(messages).toEqual([undefined, 'line 0', 'line 1', 'line 2', 'line 3', 'line 4', 'line 5']);
    expect((await requests.readLog(id, { page: 3, size: 4 }))?.items).toEqual([]);
  });
});

describe('a deleted request', () => {
  it('leaves nothing of the person in the table, also when the purge runs twice', async () => {
    const own = await openTables();
    const store = createRequestStore(own.client, own.requests, clock);
    const personal = 'PERSONAL';
    const id = await create(
      {
        status: 'requires_input',
        identity: { email: `${personal.toLowerCase()}@example.com`, name: personal, external_id: personal },
        custom_fields: { reason: { label: 'Reason', value: personal } },
        external_id: personal,
        location: personal,
        property_id: 'FDS-A1B2C3',
        reason: personal,
      },
      store,
    );
    for (let index = 0; index < 30; index += 1) await store.saveManualInput(inputFor(id, `c${index}`, personal), entry(personal));
    await store.transition({ id, from: ['requires_input'], to: 'requires_input', taskToken: personal });
    expect((await own.dump(own.requests)).toLowerCase()).toContain('personal');

    expect(await store.markDeleted(id, makeLogEntry(parts, 'deleted', 'client', { status: 'deleted' }))).toBe(true);
    expect(await store.markDeleted(id, entry())).toBe(false);
    expect(await store.find(id)).toBeUndefined();
    expect(await store.findTaskToken(id)).toBeUndefined();
    expect(await store.saveManualInput(inputFor(id, 'crm', personal), entry())).toBe(false);
    expect(
      await store.transition({ id, from: [...storedStatuses].filter((status) => status !== 'deleted'), to: 'complete' }),
    ).toBeUndefined();
    expect(await Array.fromAsync(store.idsByStatus('deleted'))).toEqual([id]);

    await store.purge(id);
    await store.purge(id);
    expect((await own.dump(own.requests)).toLowerCase()).not.toContain('personal');
    expect(await store.manualInputs(id)).toEqual([]);
    const log = await store.readLog(id, { page: 1, size: 100 });
    expect(log?.total).toBe(32);
    expect(log?.items.at(-1)).toMatchObject({ event: 'deleted', actor: 'client', status: 'deleted' });
    await store.forget(id);
    expect(await Array.fromAsync(store.idsByStatus('deleted'))).toEqual([]);
    expect(await store.find(id)).toBeUndefined();
    expect((await store.readLog(id, { page: 1, size: 100 }))?.total).toBe(32);
  });

  it('is forgotten only when it is deleted, and an unknown one cannot be deleted', async () => {
    const id = await create();
    await requests.forget(id);
    expect((await requests.list({ id, statuses: ['approved'], direction: 'asc' }, { page: 1, size: 5 })).total).toBe(1);
    expect(await requests.markDeleted('pri_nobody', entry())).toBe(false);
    expect(await requests.readLog('pri_nobody', { page: 1, size: 5 })).toBeUndefined();
  });
});
