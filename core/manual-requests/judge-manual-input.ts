import { limits } from '../../contracts/limits.ts';
import type { FieldProblem } from '../../contracts/problems.ts';
import type { Field } from '../../contracts/schemas/field.ts';
import { AppError } from '../errors.ts';

/** Every label of a definition with its text or null, in the definition's order. */
export type Answers = readonly (readonly [string, string | null])[];

/**
 * Judges what was typed in for one connection (CONTRACT section 8). Omitted labels are null; an empty text stays an empty text.
 * @param fields - The definition as it is now.
 * @param sent - Label to anything; only text and null are accepted.
 * @throws AppError `manual_input.invalid` naming every label that is wrong, or `manual_input.too_large`.
 */
export function judgeManualInput(fields: readonly Field[], sent: Readonly<Record<string, unknown>>): Answers {
  const given = new Map(Object.entries(sent));
  const labels = new Set(fields.map((field) => field.dsr_package_label));
  const errors: FieldProblem[] = [];
  let bytes = 0;
  for (const [label, value] of given) {
    // A body of a megabyte holds 100,000 unknown labels; an answer that named each would be larger than a function can give.
    if (errors.length === limits.fieldsPerManualRequest) break;
    if (!labels.has(label))
      errors.push(problem(label, `This connection has no field with the label '${shorten(label)}'.`, 'unknown_label'));
    else if (typeof value === 'string' && !value.isWellFormed()) {
      errors.push(problem(label, 'The text holds half of a character and could not be kept as it is.', 'wrong_text'));
    } else if (typeof value === 'string') {
      bytes += Buffer.byteLength(value, 'utf8');
      if ([...value].length > limits.manualValueCharacters) {
        errors.push(
          problem(label, `The text is too long: ${limits.manualValueCharacters.toLocaleString('en')} characters are allowed.`, 'too_long'),
        );
      }
    } else if (value !== null) errors.push(problem(label, 'This must be a text or null.', 'wrong_type'));
  }
  if (errors.length > 0) throw new AppError('manual_input.invalid', describe(errors), { errors });
  if (bytes > limits.manualInputBytes) {
    throw new AppError(
      'manual_input.too_large',
      `All answers of one connection together can hold ${limits.manualInputBytes.toLocaleString('en')} bytes.`,
    );
  }
  return fields.map((field) => {
    const value = given.get(field.dsr_package_label);
    return [field.dsr_package_label, typeof value === 'string' ? value : null];
  });
}

function problem(label: string, msg: string, type: string): FieldProblem {
  return { loc: ['body', shorten(label)], msg, type };
}

/** A label may be named, but not a text of any length that stands where a label belongs. */
function shorten(label: string): string {
  return label.length > limits.fieldNameCharacters ? `${label.slice(0, limits.fieldNameCharacters)}…` : label;
}

function describe(errors: readonly FieldProblem[]): string {
  const labels = errors.map((error) => `'${String(error.loc[1])}'`).join(', ');
  return errors.length === 1 ? `The input for ${labels} is not valid: ${errors[0]?.msg ?? ''}` : `The input for ${labels} is not valid.`;
}
