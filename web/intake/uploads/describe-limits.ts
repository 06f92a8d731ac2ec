import type { FileType } from '../../../contracts/schemas/intake.ts';
import type { CustomFieldDefinition } from '../../client/generated.ts';

/** A field that takes files. */
export type FileField = Extract<CustomFieldDefinition, { readonly field_type: 'file' }>;

const kibibyte = 1_024;
const units = ['bytes', 'KiB', 'MiB', 'GiB'] as const;

/** A size in words: `5 MiB`, `293 KiB`. Rounded down, so that no file is promised a place it does not have. */
export function describeSize(bytes: number, language: string): string {
  let unit = 0;
  let amount = bytes;
  while (amount >= kibibyte && unit < units.length - 1) {
    amount /= kibibyte;
    unit += 1;
  }
  const digits = amount < 10 && unit > 0 ? 1 : 0;
  const rounded = Math.floor(amount * 10 ** digits) / 10 ** digits;
  const word = units[unit] === 'bytes' && language === 'de' ? 'Byte' : units[unit];
  return `${rounded.toLocaleString(language)}\u00a0${word}`;
}

/** The accepted types in words: `PDF, PNG or JPG`. */
export function describeTypes(types: readonly string[], or: string): string {
  const names = types.map((type) => type.toUpperCase());
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} ${or} ${last}`;
}

/** The endings a field's files may have. JPG and JPEG are one family: either name is taken where either is allowed. */
export function acceptedEndings(types: readonly FileType[]): readonly string[] {
  const jpeg: readonly FileType[] = types.includes('jpg') || types.includes('jpeg') ? ['jpg', 'jpeg'] : [];
  return [...new Set([...types, ...jpeg])];
}

/** The ending of a file's name in lower case; undefined where it has none. */
export function endingOf(name: string): string | undefined {
  return /\.([^.\s]+)[.\s]*$/.exec(name)?.[1]?.toLowerCase();
}
