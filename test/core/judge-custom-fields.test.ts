import { describe, expect, it } from 'vitest';
import type { CustomFieldDefinition } from '../../contracts/schemas/intake.ts';
import { judgeCustomFields } from '../../core/privacy-requests/judge-custom-fields.ts';

const common = { required: false, hidden: false };
const declared: Readonly<Record<string, CustomFieldDefinition>> = {
  reason: { ...common, label: 'Reason', field_type: 'text' },
  city: { ...common, label: 'City', field_type: 'select', options: ['Bonn', 'Köln'] },
  topics: { ...common, label: 'Topics', field_type: 'multiselect', options: ['a', 'b'] },
  papers: { ...common, label: 'Papers', field_type: 'file', max_size_bytes: 1, allowed_file_types: ['pdf'] },
  more: { ...common, label: 'More', field_type: 'file', max_size_bytes: 1, allowed_file_types: ['pdf'] },
  source: { ...common, label: 'Source', field_type: 'text', hidden: true, default_value: 'site' },
};
const judge = (sent: Readonly<Record<string, unknown>>, collect = true) => judgeCustomFields(declared, sent, collect);
const ids = (count: number, prefix = 'att_') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe('custom fields', () => {
  it('are kept under the declared label, with defaults where nothing was sent', () => {
    expect(judge({ reason: { label: 'Sent label', value: 'because' }, city: 'Bonn', topics: ['b', 'a'] })).toEqual({
      fields: {
        reason: { label: 'Reason', value: 'because' },
        city: { label: 'City', value: 'Bonn' },
        topics: { label: 'Topics', value: ['b', 'a'] },
        source: { label: 'Source', value: 'site' },
      },
      files: [],
    });
  });

  it('that are blank are as good as left out', () => {
    const required = { reason: { ...common, required: true, label: 'Reason', field_type: 'text' } } as const;
    expect(judgeCustomFields(required, { reason: { value: ' \n\t ' } }, true)).toEqual({ refusal: "The field 'reason' is required." });
    expect(judge({ reason: '  ' })).toMatchObject({ fields: { source: { value: 'site' } } });
    expect(judge({ reason: '  ' })).not.toHaveProperty('fields.reason');
  });

  it('name their files in order', () => {
    expect(judge({ papers: { value: ['att_2', 'att_1'] } })).toMatchObject({ files: [{ fieldName: 'papers', ids: ['att_2', 'att_1'] }] });
    expect(judge({ papers: [] })).toMatchObject({ files: [] });
  });

  it.each([
    ['an undeclared field', { unknown: 'x' }],
    ['a field with the name of a part of every object', Object.fromEntries([['__proto__', 'x']])],
    ['a text that is none', { reason: { value: 7 } }],
    ['a text past its length', { reason: 'x'.repeat(10_001) }],
    ['a text with half a character', { reason: 'broken \uD83D' }],
    ['an option that is none', { city: 'Berlin' }],
    ['an option twice', { topics: ['a', 'a'] }],
    ['one option where a list belongs', { topics: 'a' }],
    ['one id where a list belongs', { papers: 'att_1' }],
    ['ids that are no texts', { papers: [1] }],
    ['eleven files in a field', { papers: ids(11) }],
    ['twenty-one files in a request', { papers: ids(10), more: ids(11, 'more_') }],
    ['the same file twice', { papers: ['att_1'], more: ['att_1'] }],
  ])('are refused for %s', (_title, sent) => {
    expect(judge(sent)).toHaveProperty('refusal');
  });

  it('are told what is wrong with every one, up to twenty', () => {
    expect(judge({ unknown: 'x', reason: 7, city: 'Berlin', topics: ['a'], papers: ids(11) })).toEqual({
      refusal:
        "The form has no field 'unknown'. The field 'reason' must be a text of whole characters. " +
        "The field 'city' must be one of its options. The field 'papers' can hold 10 files.",
    });
    const many = judge(Object.fromEntries(ids(1_021, 'unknown_').map((key) => [key, 'x'])));
    expect(many).toMatchObject({
      refusal: expect.stringMatching(/^(The form has no field 'unknown_\d+'\. ){20}There are 1,001 more faults\.$/),
    });
  });

  it('may hold ten files in a field and twenty in a request', () => {
    expect(judge({ papers: ids(10), more: ids(10, 'more_') })).not.toHaveProperty('refusal');
  });

  it('are refused where a required one is missing, blank or empty', () => {
    const required = { reason: { ...common, label: 'Reason', field_type: 'text', required: true } } as const;
    for (const sent of [{}, { reason: '' }, { reason: { value: null } }, { reason: { label: 'x' } }]) {
      expect(judgeCustomFields(required, sent, true)).toHaveProperty('refusal');
    }
  });

  it('are ignored where they are not collected, but for files, which fail', () => {
    expect(judge({ reason: 'because', unknown: 'x' }, false)).toEqual({ fields: {}, files: [] });
    expect(judge({ papers: ['att_1'] }, false)).toHaveProperty('refusal');
    expect(judge({ papers: [] }, false)).toEqual({ fields: {}, files: [] });
  });
});
