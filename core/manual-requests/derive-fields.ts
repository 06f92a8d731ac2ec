import { createHash } from 'node:crypto';
import type { FieldProblem } from '../../contracts/problems.ts';
import type { Field } from '../../contracts/schemas/field.ts';
import type { FieldIn } from '../../contracts/schemas/manual-requests.ts';
import { AppError } from '../errors.ts';
import { makeKey } from '../make-key.ts';

/**
 * Makes the fields of a manual request whole: a label that is null or blank is made from `pii_field`; names, and labels after
 * that, are unique (CONTRACT section 3).
 * @throws AppError `request.invalid`, naming each place, where a label comes out empty or something is there twice.
 */
export function deriveFields(fields: readonly FieldIn[]): readonly Field[] {
  const derived = fields.map((field) => ({
    pii_field: field.pii_field,
    dsr_package_label: (field.dsr_package_label ?? '') === '' ? makeKey(field.pii_field) : (field.dsr_package_label ?? ''),
    types: field.types,
    data_categories: field.data_categories ?? null,
  }));
  const errors = [
    ...derived.flatMap((field, index) =>
      field.dsr_package_label === ''
        ? [problem(index, 'dsr_package_label', 'No label can be made from this field’s name. Give it a label.', 'empty_label')]
        : [],
    ),
    ...repeated(derived.map((field) => field.pii_field)).map((index) =>
      problem(index, 'pii_field', 'Another field has the same name. Names must be unique.', 'not_unique'),
    ),
    ...repeated(derived.map((field) => field.dsr_package_label)).map((index) =>
      problem(
        index,
        'dsr_package_label',
        'Another field has the same label. Labels must be unique, also those made from names.',
        'not_unique',
      ),
    ),
  ];
  if (errors.length > 0) throw new AppError('request.invalid', errors[0]?.msg ?? '', { errors });
  return derived;
}

/**
 * Names a definition by what it asks: the same questions under the same labels are the same version, in whatever order and
 * whenever they were defined, so that input stays good when a definition is sent again unchanged.
 */
export function versionOf(fields: readonly Field[]): string {
  const asked = fields.map((field) => JSON.stringify([field.dsr_package_label, field.pii_field])).sort();
  return createHash('sha256').update(asked.join('\n')).digest('base64url');
}

function problem(index: number, place: string, msg: string, type: string): FieldProblem {
  return { loc: ['body', 'fields', index, place], msg, type };
}

/** Indexes of the values that stood earlier in the list. */
function repeated(values: readonly string[]): readonly number[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => {
    const again = seen.has(value);
    seen.add(value);
    return again ? [index] : [];
  });
}
