import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask } from '../../../web/admin/parts/mask-identity.ts';
import { writeDaysLeft } from '../../../web/admin/parts/write-time.ts';
import { readQueueQuery, toApiQuery, wholeQueue, writeQueueQuery } from '../../../web/admin/queue/queue-query.ts';
import { openLabels, readAnswers, sameAnswers, writeAnswers } from '../../../web/admin/request/manual-answers.ts';
import { acceptedEndings, describeSize, describeTypes } from '../../../web/intake/uploads/describe-limits.ts';

const field = (label: string) => ({ pii_field: label, dsr_package_label: label, types: ['string'] as const, data_categories: null });

describe('manual answers', () => {
  const fields = [field('a'), field('b'), field('c')];
  const saved = { checked: true, fields: { a: 'text', b: '', c: null }, uploaded_at: '', uploaded_by: '', definition_changed: false };

  it('tell an empty text from nothing found, both ways', () => {
    const answers = readAnswers(fields, saved);
    expect([...answers.values()]).toEqual([{ kind: 'text', text: 'text' }, { kind: 'text', text: '' }, { kind: 'nothing' }]);
    expect(writeAnswers(answers)).toEqual({ a: 'text', b: '', c: null });
    expect(openLabels(answers, answers)).toEqual([]);
  });

  it('are open where nothing was saved, and where the questions changed since', () => {
    const never = readAnswers(fields, { ...saved, checked: false, fields: { a: null, b: null, c: null } });
    expect(openLabels(never, never)).toEqual(['a', 'b', 'c']);
    const changed = readAnswers(fields, { ...saved, checked: false, definition_changed: true });
    expect(openLabels(changed, changed)).toEqual(['c']);
  });

  it('do not take blanks for an answer', () => {
    const before = readAnswers(fields, saved);
    const now = new Map(before).set('a', { kind: 'text', text: '  ' });
    expect(openLabels(now, before)).toEqual(['a']);
    expect(sameAnswers(now, before)).toBe(false);
    expect(sameAnswers(new Map(before), before)).toBe(true);
  });

  it('keep a label that JavaScript knows as something else', () => {
    const odd = readAnswers([field('__proto__')], { ...saved, fields: Object.fromEntries([['__proto__', 'kept']]) });
    expect(JSON.stringify(writeAnswers(odd))).toBe('{"__proto__":"kept"}');
  });
});

describe('the queue’s address', () => {
  it('comes back as it was written, whatever it holds', () => {
    const text = fc.string({ maxLength: 40 }).map((value) => value.trim());
    const query = fc.record({
      status: fc.constantFrom([], ['pending' as const], ['pending' as const, 'error' as const]),
      overdue: fc.boolean(),
      policy: text,
      property: text,
      from: fc.constantFrom('', '2026-02-28'),
      to: fc.constantFrom('', '2026-03-01'),
      identity: text,
      id: text,
      sort: fc.constantFrom('asc' as const, 'desc' as const),
      page: fc.integer({ min: 1, max: 900 }),
    });
    fc.assert(
      fc.property(query, (one) => {
        expect(readQueueQuery(new URLSearchParams(writeQueueQuery(one).toString()))).toEqual(one);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('leaves out what it does not know', () => {
    expect(readQueueQuery(new URLSearchParams('status=lost&page=-3&from=yesterday&sort=up'))).toEqual(wholeQueue);
  });

  it('includes both days it names', () => {
    const { created_gt: after, created_lt: before } = toApiQuery({ ...wholeQueue, from: '2026-03-01', to: '2026-03-01' });
    const noon = new Date(2026, 2, 1, 12).getTime();
    expect(new Date(after ?? '').getTime()).toBe(noon - 12 * 3_600_000 - 1);
    expect(new Date(before ?? '').getTime()).toBe(noon + 12 * 3_600_000);
  });
});

describe('words', () => {
  it.each([
    [0, 'Today'],
    [1, '1 day left'],
    [45, '45 days left'],
    [-1, '1 day overdue'],
    [-9, '9 days overdue'],
  ])('say %i days to go as “%s”', (days, words) => {
    expect(writeDaysLeft(days)).toBe(words);
  });

  it.each([
    ['email', 'ada@example.com', 'a•••@e•••'],
    ['phone_number', '+442079460000', '•••00'],
    ['name', 'Ada Lovelace', 'A•••'],
  ] as const)('cover a %s', (kind, value, covered) => {
    expect(mask(kind, value)).toBe(covered);
  });

  it.each([
    [5_242_880, '5\u00a0MiB'],
    [300_000, '292\u00a0KiB'],
    [1_600_000, '1.5\u00a0MiB'],
    [999, '999\u00a0bytes'],
  ])('promise no more than %i bytes', (bytes, words) => {
    expect(describeSize(bytes, 'en')).toBe(words);
  });

  it('name types, and take JPEG under both of its names', () => {
    expect(describeTypes(['pdf', 'png', 'jpg'], 'or')).toBe('PDF, PNG or JPG');
    expect(acceptedEndings(['pdf', 'jpg'])).toEqual(['pdf', 'jpg', 'jpeg']);
  });
});
