import type { CustomFieldDefinition, IntakeAction, PrivacyRequestInput } from '../client/generated.ts';
import type { Values } from './draft.ts';
import type { Texts } from './texts.ts';
import type { UploadList } from './uploads/upload-list.ts';

/** One thing that keeps a form from being sent, and the control it belongs to. */
export interface FormProblem {
  readonly id: string;
  readonly message: string;
}

/** The inputs that say who asks, in the order of the form. */
export const identityInputs = ['email', 'phone', 'name'] as const;

/** An input that says who asks. */
export type IdentityInput = (typeof identityInputs)[number];

/** Whether a form's configuration asks for anything that says who asks. */
export function asksWho({ identity_inputs: asked }: IntakeAction): boolean {
  return identityInputs.some((input) => asked[input] !== undefined);
}

/** What a form asks of who asks. No request is taken without any, so a form that is set up to ask for nothing asks for the mail address. */
export function askedIdentities(action: IntakeAction): IntakeAction['identity_inputs'] {
  return asksWho(action) ? action.identity_inputs : { email: 'required' };
}

/** The id of an identity's control. */
export function identityId(input: IdentityInput): string {
  return `identity-${input}`;
}

/** The id of a custom field's control. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

/** The fields a person sees, in order. */
export function visibleFields(action: IntakeAction): readonly (readonly [string, CustomFieldDefinition])[] {
  return Object.entries(action.custom_privacy_request_fields).filter(([, field]) => !field.hidden);
}

/** The value of a control: what was entered, else the field's default. */
export function enteredValue(values: Values, id: string, field?: CustomFieldDefinition): string | readonly string[] {
  const entered = values[id];
  if (entered !== undefined) return entered;
  if (field === undefined || field.field_type === 'file') return '';
  return field.default_value ?? (field.field_type === 'multiselect' ? [] : '');
}

/** Everything that is missing or malformed, in the order of the form. */
export function findProblems(action: IntakeAction, values: Values, uploads: UploadList, { errors, form }: Texts): readonly FormProblem[] {
  const presence = askedIdentities(action);
  const asked = identityInputs.filter((input) => presence[input] !== undefined);
  const identity = asked.flatMap((input) => {
    const id = identityId(input);
    const text = textOf(values, id);
    if (text === '') return presence[input] === 'required' ? [{ id, message: errors.required(form[input]) }] : [];
    if (input === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return [{ id, message: errors.email }];
    if (input === 'phone' && !/^\+[1-9]\d{6,14}$/.test(normalPhone(text))) return [{ id, message: errors.phone }];
    return [];
  });
  const first = asked[0];
  const nobody = first !== undefined && identity.length === 0 && asked.every((input) => textOf(values, identityId(input)) === '');
  const fields = visibleFields(action).flatMap(([name, field]) => {
    if (!field.required) return [];
    const id = fieldId(name);
    if (field.field_type === 'file') {
      return uploads.of(name).some((entry) => entry.state.kind !== 'refused') ? [] : [{ id, message: errors.fileRequired(field.label) }];
    }
    return isBlank(enteredValue(values, id, field)) ? [{ id, message: errors.required(field.label) }] : [];
  });
  return [...identity, ...(nobody ? [{ id: identityId(first), message: errors.oneIdentity }] : []), ...fields];
}

/** Nothing, or nothing but blanks. */
function isBlank(value: string | readonly string[]): boolean {
  return typeof value === 'string' ? value.trim() === '' : value.length === 0;
}

/** The form as the API takes it. */
export function writeRequest(propertyId: string, action: IntakeAction, values: Values, uploads: UploadList): PrivacyRequestInput {
  const email = textOf(values, identityId('email'));
  const phone = textOf(values, identityId('phone'));
  const name = textOf(values, identityId('name'));
  const fields = visibleFields(action).flatMap(([key, field]) => {
    const value = field.field_type === 'file' ? attachedIds(uploads, key) : enteredValue(values, fieldId(key), field);
    return isBlank(value) ? [] : [[key, { label: field.label, value }] as const];
  });
  return {
    identity: {
      ...(email === '' ? {} : { email }),
      ...(phone === '' ? {} : { phone_number: normalPhone(phone) }),
      ...(name === '' ? {} : { name }),
    },
    policy_key: action.policy_key,
    property_id: propertyId,
    custom_privacy_request_fields: Object.fromEntries(fields),
  };
}

/** The ids of a field's attached files, in the order they were chosen. */
export function attachedIds(uploads: UploadList, fieldName: string): readonly string[] {
  return uploads.of(fieldName).flatMap(({ state }) => (state.kind === 'attached' ? [state.uploaded.id] : []));
}

function textOf(values: Values, id: string): string {
  const value = values[id];
  return typeof value === 'string' ? value.trim() : '';
}

/** A phone number without what people put between its digits, or the `(0)` that is dialled at home only; `00` is another way to write `+`. */
function normalPhone(text: string): string {
  return text
    .replace(/^(\s*(?:\+|00)[\d\s]*)\(0\)/, '$1')
    .replace(/[\s()./-]/g, '')
    .replace(/^00/, '+');
}
