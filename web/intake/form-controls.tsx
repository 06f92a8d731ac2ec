import type { ComponentChildren } from 'preact';
import { limits } from '../../contracts/limits.ts';
import type { CustomFieldDefinition, IntakeAction } from '../client/generated.ts';
import type { Values } from './draft.ts';
import {
  askedIdentities,
  enteredValue,
  type FormProblem,
  fieldId,
  type IdentityInput,
  identityId,
  identityInputs,
  visibleFields,
} from './form-answers.ts';
import { useTexts } from './language.ts';
import { FileFieldInput } from './uploads/file-field-input.tsx';
import type { UploadList } from './uploads/upload-list.ts';

/** What the controls of a form need. */
export interface FormControlsProps {
  readonly action: IntakeAction;
  readonly values: Values;
  readonly uploads: UploadList;
  readonly problems: readonly FormProblem[];
  readonly onChange: (id: string, value: string | readonly string[]) => void;
}

/** Every control of a request's form: who asks, then the custom fields. */
export function FormControls(props: FormControlsProps) {
  const { action } = props;
  const asked = askedIdentities(action);
  return (
    <>
      {identityInputs
        .filter((input) => asked[input] !== undefined)
        .map((input) => (
          <IdentityControl key={input} {...props} input={input} required={asked[input] === 'required'} />
        ))}
      {visibleFields(action).map(([name, field]) => (
        <CustomControl key={name} {...props} name={name} field={field} />
      ))}
    </>
  );
}

const identityTypes = {
  email: { type: 'email', autocomplete: 'email', inputMode: 'email' },
  phone: { type: 'tel', autocomplete: 'tel', inputMode: 'tel' },
  name: { type: 'text', autocomplete: 'name', inputMode: 'text' },
} as const;

function IdentityControl({
  input,
  required,
  values,
  problems,
  onChange,
}: FormControlsProps & { readonly input: IdentityInput; readonly required: boolean }) {
  const { form } = useTexts();
  const id = identityId(input);
  const hint = input === 'email' ? form.emailHint : input === 'phone' ? form.phoneHint : undefined;
  return (
    <Field id={id} label={form[input]} required={required} hint={hint} error={errorOf(problems, id)}>
      {(described) => (
        <input
          {...described}
          {...identityTypes[input]}
          class="input"
          required={required}
          maxLength={limits.mailCharacters}
          value={enteredValue(values, id).toString()}
          onInput={(event) => onChange(id, event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function CustomControl({
  name,
  field,
  values,
  uploads,
  problems,
  onChange,
}: FormControlsProps & { readonly name: string; readonly field: CustomFieldDefinition }) {
  const { form } = useTexts();
  const id = fieldId(name);
  const error = errorOf(problems, id);
  const value = enteredValue(values, id, field);
  const shared = { id, label: field.label, required: field.required, error };
  switch (field.field_type) {
    case 'file':
      return <FileFieldInput id={id} name={name} field={field} uploads={uploads} error={error} />;
    case 'multiselect':
      return (
        <fieldset class="field" id={id} tabIndex={-1} aria-describedby={error === undefined ? undefined : `${id}-error`}>
          <Legend {...shared} />
          {field.options.map((option) => (
            <label class="choice" key={option}>
              <input
                type="checkbox"
                checked={value.includes(option)}
                onChange={(event) => onChange(id, chosen(field.options, value, option, event.currentTarget.checked))}
              />
              <span>{option}</span>
            </label>
          ))}
        </fieldset>
      );
    case 'select':
      return (
        <Field {...shared}>
          {(described) => (
            <select
              {...described}
              class="input"
              required={field.required}
              value={value.toString()}
              onChange={(event) => onChange(id, event.currentTarget.value)}
            >
              <option value="">{form.selectNothing}</option>
              {field.options.map((option) => (
                <option key={option} value={option}>
                  {option}
                </option>
              ))}
            </select>
          )}
        </Field>
      );
    case 'text':
    case 'textarea':
      return (
        <Field {...shared}>
          {(described) => {
            const given = {
              ...described,
              class: 'input',
              required: field.required,
              maxLength: limits.answerCharacters,
              value: value.toString(),
            };
            return field.field_type === 'text' ? (
              <input {...given} type="text" onInput={(event) => onChange(id, event.currentTarget.value)} />
            ) : (
              <textarea {...given} onInput={(event) => onChange(id, event.currentTarget.value)} />
            );
          }}
        </Field>
      );
  }
}

/** The chosen options in the order they are offered. */
function chosen(options: readonly string[], now: string | readonly string[], option: string, on: boolean): readonly string[] {
  return options.filter((candidate) => (candidate === option ? on : now.includes(candidate)));
}

function errorOf(problems: readonly FormProblem[], id: string): string | undefined {
  return problems.find((problem) => problem.id === id)?.message;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  readonly hint?: string | undefined;
  readonly error: string | undefined;
  readonly children: (described: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ComponentChildren;
}

function Field({ id, label, required, hint, error, children }: FieldProps) {
  const { form } = useTexts();
  const describedBy = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat().join(' ');
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label} {!required && <span class="field__optional">{form.optional}</span>}
      </label>
      {hint !== undefined && (
        <p class="field__hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="field__error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {children({ id, 'aria-describedby': describedBy === '' ? undefined : describedBy, 'aria-invalid': error !== undefined })}
    </div>
  );
}

function Legend({ id, label, required, error }: Omit<FieldProps, 'children' | 'hint'>) {
  const { form } = useTexts();
  return (
    <>
      <legend>
        {label} {!required && <span class="field__optional">{form.optional}</span>}
      </legend>
      {error !== undefined && (
        <p class="field__error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
}
