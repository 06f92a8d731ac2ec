import type { StoredCustomField } from '../../contracts/items/request.ts';
import { limits } from '../../contracts/limits.ts';
import type { CustomFieldDefinition } from '../../contracts/schemas/intake.ts';
import { tellFaults } from './tell-faults.ts';

/** The files one field asks for, by attachment id, in order. */
export interface RequestedFiles {
  readonly fieldName: string;
  readonly ids: readonly string[];
}

/** Custom fields that can be stored, with the files they name; or what is wrong with them, in sentences. */
export type JudgedCustomFields =
  | { readonly fields: Readonly<Record<string, StoredCustomField>>; readonly files: readonly RequestedFiles[] }
  | { readonly refusal: string };

type Value = { readonly value: string | readonly string[] | undefined } | { readonly refusal: string };

/**
 * Judges the custom fields of one request against the form that declares them (CONTRACT section 7).
 * @param declared - The fields of the property's action.
 * @param sent - Field key to `{label?, value}`; the label kept is the declared one, since the sent one is anybody's text.
 * @param collect - `execution.allow_custom_privacy_request_field_collection`; off, fields are ignored and a file field fails.
 */
export function judgeCustomFields(
  declared: Readonly<Record<string, CustomFieldDefinition>>,
  sent: Readonly<Record<string, unknown>>,
  collect: boolean,
): JudgedCustomFields {
  const declaredByKey = new Map(Object.entries(declared));
  const sentByKey = new Map(Object.entries(sent));
  if (!collect) {
    const file = [...declaredByKey].find(([key, field]) => field.field_type === 'file' && !isEmpty(sentValue(sentByKey.get(key))));
    return file === undefined
      ? { fields: {}, files: [] }
      : { refusal: `The field '${file[0]}' takes files, and custom fields are switched off here.` };
  }
  const faults = [...sentByKey.keys()]
    .filter((key) => !declaredByKey.has(key))
    .map((key) => `The form has no field '${key.slice(0, limits.nameCharacters)}'.`);
  const fields: [string, StoredCustomField][] = [];
  const files: RequestedFiles[] = [];
  for (const [key, field] of declaredByKey) {
    const judged = judgeValue(key, field, sentValue(sentByKey.get(key)));
    if ('refusal' in judged) faults.push(judged.refusal);
    else if (judged.value === undefined && field.required) faults.push(`The field '${key}' is required.`);
    if ('refusal' in judged || judged.value === undefined) continue;
    const value = typeof judged.value === 'string' ? judged.value : [...judged.value];
    fields.push([key, { label: field.label, value, ...(field.field_type === 'file' ? { files: true as const } : {}) }]);
    if (field.field_type === 'file' && typeof value !== 'string') files.push({ fieldName: key, ids: value });
  }
  faults.push(...judgeFileCount(files));
  return faults.length === 0 ? { fields: Object.fromEntries(fields), files } : { refusal: tellFaults(faults) };
}

function sentValue(sent: unknown): unknown {
  return typeof sent === 'object' && sent !== null && 'value' in sent ? sent.value : sent;
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}

function judgeValue(key: string, field: CustomFieldDefinition, value: unknown): Value {
  if (isEmpty(value)) return { value: field.field_type === 'file' ? undefined : defaultOf(field) };
  switch (field.field_type) {
    case 'text':
    case 'textarea':
      if (typeof value !== 'string' || !value.isWellFormed()) return { refusal: `The field '${key}' must be a text of whole characters.` };
      return value.length > limits.answerCharacters
        ? { refusal: `The field '${key}' can hold ${limits.answerCharacters} characters.` }
        : { value };
    case 'select':
      if (typeof value !== 'string' || !field.options.includes(value)) return { refusal: `The field '${key}' must be one of its options.` };
      return { value };
    case 'multiselect':
      if (!isTextList(value) || value.some((option) => !field.options.includes(option)) || new Set(value).size !== value.length) {
        return { refusal: `The field '${key}' must be a list of its options, each at most once.` };
      }
      return { value };
    case 'file':
      return isTextList(value) ? { value } : { refusal: `The field '${key}' must be a list of attachment ids.` };
  }
}

function defaultOf(field: Exclude<CustomFieldDefinition, { field_type: 'file' }>): string | readonly string[] | undefined {
  return isEmpty(field.default_value) ? undefined : (field.default_value ?? undefined);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function judgeFileCount(files: readonly RequestedFiles[]): readonly string[] {
  const crowded = files.filter((field) => field.ids.length > limits.filesPerField);
  if (crowded.length > 0) return crowded.map((field) => `The field '${field.fieldName}' can hold ${limits.filesPerField} files.`);
  const ids = files.flatMap((field) => field.ids);
  if (ids.length > limits.filesPerRequest) return [`A request can hold ${limits.filesPerRequest} files.`];
  return new Set(ids).size === ids.length ? [] : ['The same attachment is listed twice.'];
}
