import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { judgeManualInput } from '../../core/manual-requests/judge-manual-input.ts';
import { fieldsOf } from '../support/samples.ts';

function refusal(labels: readonly string[], sent: Readonly<Record<string, unknown>>) {
  try {
    judgeManualInput(fieldsOf(...labels), sent);
  } catch (error) {
    if (error instanceof AppError)
      return { code: error.code, message: error.message, types: error.errors?.map((each) => `${String(each.loc[1])} ${each.type}`) };
    throw error;
  }
  return undefined;
}

describe('manual input', () => {
  it('covers every label in the order of the definition; what is omitted is null, an empty text stays one', () => {
    expect(judgeManualInput(fieldsOf('a', 'b', 'c'), { c: 'x', a: '' })).toEqual([
      ['a', ''],
      ['b', null],
      ['c', 'x'],
    ]);
    expect(judgeManualInput(fieldsOf('a'), {})).toEqual([['a', null]]);
  });

  it('takes labels that are parts of every object, and never reads those parts', () => {
    const sent: unknown = JSON.parse('{"__proto__":"kept","constructor":null}');
    expect(judgeManualInput(fieldsOf('__proto__', 'constructor', 'toString'), Object(sent))).toEqual([
      ['__proto__', 'kept'],
      ['constructor', null],
      ['toString', null],
    ]);
    expect(refusal(['a'], Object(sent))?.types).toEqual(['__proto__ unknown_label', 'constructor unknown_label']);
  });

  it('is refused as a whole, naming every label that is wrong and no value', () => {
    const refused = refusal(['a', 'b', 'c'], { a: 7, b: ['SENT'], c: 'fine', d: 'SENT' });
    expect(refused).toMatchObject({ code: 'manual_input.invalid', types: ['a wrong_type', 'b wrong_type', 'd unknown_label'] });
    expect(JSON.stringify(refused)).not.toContain('SENT');
  });

  it('counts characters as people do: 100,000 are taken, one more is not', () => {
    expect(refusal(['a'], { a: 'x'.repeat(100_000) })).toBeUndefined();
    expect(refusal(['a'], { a: 'x'.repeat(100_001) })?.types).toEqual(['a too_long']);
    expect(refusal(['a'], { a: '😀'.repeat(80_000) })).toBeUndefined();
    expect(refusal(['a'], { a: '😀'.repeat(100_001) })?.types).toEqual(['a too_long']);
  });

  it('is refused with half a character, which could not be kept as it is', () => {
    expect(refusal(['a'], { a: 'broken \uDE00' })?.types).toEqual(['a wrong_text']);
  });

  it('may hold 350,000 bytes in all', () => {
    const labels = ['a', 'b', 'c', 'd'];
    const of = (bytes: number) =>
      Object.fromEntries(labels.map((label, index) => [label, 'x'.repeat(index === 0 ? bytes - 3 * 87_500 : 87_500)]));
    expect(refusal(labels, of(350_000))).toBeUndefined();
    expect(refusal(labels, of(350_001))?.code).toBe('manual_input.too_large');
    expect(refusal(labels, Object.fromEntries(labels.map((label) => [label, 'ä'.repeat(50_000)])))?.code).toBe('manual_input.too_large');
  });

  it('names an unknown label of any length in short', () => {
    expect(JSON.stringify(refusal(['a'], { ['l'.repeat(50_000)]: 'x' })).length).toBeLessThan(2_000);
  });

  it('names a hundred wrong labels and no more, however many there are', () => {
    const sent = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`l${index}`, 'x']));
    expect(refusal(['a'], sent)?.types).toHaveLength(100);
  });
});
