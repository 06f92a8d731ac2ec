import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask } from '../../../web/admin/parts/mask-identity.ts';
import { namePlace, nameStatuses, writeProblem, writeSupportCode } from '../../../web/admin/parts/plain-words.ts';
import { writeDaysLeft } from '../../../web/admin/parts/write-time.ts';
import { readQueueQuery, toApiQuery, wholeQueue, writeQueueQuery } from '../../../web/admin/queue/queue-query.ts';
import { openLabels, readAnswers, sameAnswers, writeAnswers } from '../../../web/admin/request/manual-answers.ts';
import { writeCause } from '../../../web/admin/request/write-event.ts';
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

describe('plain words', () => {
  it.each([
    [['body', 'properties', 0, 'actions', 1, 'custom_privacy_request_fields', 'relation'], 'Property 1, form 2, field “relation”'],
    [
      ['body', 'properties', 0, 'actions', 0, 'custom_privacy_request_fields', 'fields', 'options', 2],
      'Property 1, form 1, field “fields”, option 3',
    ],
    [['body', 'fields', 1, 'dsr_package_label'], 'Field 2, label'],
    [['body', 0, 'identity'], 'Person'],
    [['body', 'first_name'], 'first_name'],
    [['connection', 'paper_archive'], 'paper_archive'],
    [['query', 'created_lt'], 'Received to'],
    [['body'], ''],
  ])('name the place %j', (loc, words) => {
    expect(namePlace(loc)).toBe(words);
  });

  it('lead to the places of a refusal, and keep the code and the places for support', () => {
    const errors = [{ loc: ['body', 0, 'identity'], msg: 'This must be an object.', type: 'wrong_type' }];
    const refusal = { code: 'request.invalid' as const, message: 'body → 0 → identity: This must be an object.', errors };
    expect(writeProblem(refusal)).toBe('This does not fit yet:');
    expect(writeSupportCode(refusal)).toBe('request.invalid, body.0.identity');
    const silence = { code: 'unreachable' as const, message: 'The service could not be reached.', errors: [] };
    expect(writeProblem(silence)).toBe('The service could not be reached.');
    expect(writeSupportCode(silence)).toBe('');
    expect(writeProblem({ code: 'auth.scope_missing', message: 'The token needs the scope a:b.', errors: [] })).toBe(
      'Your login does not allow this.',
    );
  });

  it('call a status what the queue calls it, and nothing else', () => {
    expect(nameStatuses("Only this: the privacy request 'pri_1' has the status requires_input.")).toBe(
      "Only this: the privacy request 'pri_1' has the status “Needs input”.",
    );
    expect(nameStatuses('It is ready when complete; its status is in_processing.')).toBe(
      'It is ready when complete; its status is “In processing”.',
    );
    expect(nameStatuses('The status page is off; status is constructor.')).toBe('The status page is off; status is constructor.');
  });

  it('say what Dossier did without the words of those who built it, and leave what a person wrote', () => {
    const cause = 'A step of the workflow failed (States.Timeout). Retry the request; what was entered is kept.';
    expect(writeCause(cause, 'system')).toBe(
      'A step of the processing failed (States.Timeout). Retry the request; what was entered is kept.',
    );
    expect(writeCause('The execution was gone; a new one goes on from here.', 'system')).toBe(
      'The run was gone; a new one goes on from here.',
    );
    expect(writeCause('Our workflow asks for a passport.', 'reviewer')).toBe('Our workflow asks for a passport.');
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
