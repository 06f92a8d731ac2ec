import { describe, expect, it } from 'vitest';
import type { FieldIn } from '../../contracts/schemas/manual-requests.ts';
import { AppError } from '../../core/errors.ts';
import { deriveFields, versionOf } from '../../core/manual-requests/derive-fields.ts';
import { fieldsOf } from '../support/samples.ts';

const field = (pii_field: string, dsr_package_label?: string | null): FieldIn => ({ pii_field, dsr_package_label, types: ['string'] });

function refused(fields: readonly FieldIn[]) {
  try {
    deriveFields(fields);
  } catch (error) {
    if (error instanceof AppError) return error.errors?.map(({ loc, type }) => [...loc.slice(2), type].join(' '));
    throw error;
  }
  return 'not refused';
}

describe('the fields of a manual request', () => {
  it('have a label made from the name where none is given, and the given one as written otherwise', () => {
    const derived = deriveFields([field('E-Mail address'), field('Order No', null), field('Phone', ''), field('Name', 'Full NAME!')]);
    expect(derived.map((each) => each.dsr_package_label)).toEqual(['e_mail_address', 'order_no', 'phone', 'Full NAME!']);
    expect(derived[0]).toEqual({
      pii_field: 'E-Mail address',
      dsr_package_label: 'e_mail_address',
      types: ['string'],
      data_categories: null,
    });
  });

  it('keep their data categories', () => {
    expect(deriveFields([{ ...field('A'), data_categories: ['user.name'] }])[0]?.data_categories).toEqual(['user.name']);
  });

  it('are refused where labels clash, also such as were made from names that differ', () => {
    expect(refused([field('Order No'), field('order-no')])).toEqual(['1 dsr_package_label not_unique']);
    expect(refused([field('Order No'), field('B', 'order_no')])).toEqual(['1 dsr_package_label not_unique']);
  });

  it('are refused where names are there twice, naming every place', () => {
    expect(refused([field('A', 'x'), field('A', 'y'), field('A', 'z')])).toEqual(['1 pii_field not_unique', '2 pii_field not_unique']);
  });

  it('are refused where no label can be made', () => {
    expect(refused([field('***'), field('😀', null)])).toEqual([
      '0 dsr_package_label empty_label',
      '1 dsr_package_label empty_label',
      '1 dsr_package_label not_unique',
    ]);
  });

  it('may be called as parts of every object are', () => {
    expect(deriveFields([field('__proto__'), field('constructor')]).map((each) => each.dsr_package_label)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});

describe('the version of a definition', () => {
  it('is that of its questions: order does not count, names and labels do', () => {
    expect(versionOf(fieldsOf('a', 'b'))).toBe(versionOf(fieldsOf('b', 'a')));
    expect(versionOf(fieldsOf('a', 'b'))).not.toBe(versionOf(fieldsOf('a')));
    const [one] = fieldsOf('a');
    if (one === undefined) throw new Error('No field.');
    expect(versionOf([one])).not.toBe(versionOf([{ ...one, pii_field: 'Another question' }]));
    expect(versionOf([one])).toBe(versionOf([{ ...one, data_categories: ['user'] }]));
  });
});
