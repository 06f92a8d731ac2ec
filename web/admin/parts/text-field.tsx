import type { ComponentChildren, InputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

/** What a labelled control is given: its id, and where its hint and error are. */
export interface Described {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

/** What a labelled control needs. */
export interface LabelledProps {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly children: (described: Described) => ComponentChildren;
}

/** A control with its label, hint and error. */
export function Labelled({ label, hint, error, children }: LabelledProps) {
  const id = useId();
  const describedBy = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat().join(' ');
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
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

/** What a text field needs. */
export interface TextFieldProps extends Omit<LabelledProps, 'children'> {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: 'text' | 'number' | 'date' | 'search';
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly required?: boolean;
  /** Called when the text is entered: by Enter, or by going on. */
  readonly onEnter?: () => void;
}

/** One line of text with its label. */
export function TextField({ label, hint, error, value, onInput, onEnter, type = 'text', ...input }: TextFieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) =>
        typed(type, {
          ...input,
          ...described,
          class: 'input',
          value,
          onInput: (event) => onInput(event.currentTarget.value),
          onBlur: onEnter,
          onKeyDown: (event) => {
            if (event.key === 'Enter') onEnter?.();
          },
        })
      }
    </Labelled>
  );
}

/** The compiler knows which attributes go with which type, so each type is written out. */
function typed(
  type: NonNullable<TextFieldProps['type']>,
  attributes: Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'role' | 'list'>,
) {
  switch (type) {
    case 'text':
      return <input {...attributes} type="text" />;
    case 'search':
      return <input {...attributes} type="search" />;
    case 'number':
      return <input {...attributes} type="number" />;
    case 'date':
      return <input {...attributes} type="date" />;
  }
}

/** What a choice from a list needs. */
export interface SelectFieldProps<T extends string> extends Omit<LabelledProps, 'children'> {
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}

/** A choice from a list with its label. */
export function SelectField<T extends string>({ label, hint, error, value, options, onChange }: SelectFieldProps<T>) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <select
          class="input"
          {...described}
          value={value}
          onChange={(event) => {
            const chosen = options.find(([option]) => option === event.currentTarget.value);
            if (chosen !== undefined) onChange(chosen[0]);
          }}
        >
          {options.map(([option, name]) => (
            <option key={option} value={option}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** What a checkbox needs. */
export interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A checkbox with its label. */
export function CheckField({ label, checked, onChange }: CheckFieldProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
