import type { CustomFieldDefinition } from '../../client/generated.ts';
import { CheckField, Labelled, SelectField, TextField } from '../parts/text-field.tsx';
import { type FieldType, fieldTypeOptions, fileTypes, withType } from './field-types.ts';

/** What a field's editor needs. */
export interface CustomFieldEditorProps {
  readonly fieldKey: string;
  readonly field: CustomFieldDefinition;
  readonly onChange: (field: CustomFieldDefinition) => void;
  readonly onRemove: () => void;
}

/** One field of the form. */
export function CustomFieldEditor({ fieldKey, field, onChange, onRemove }: CustomFieldEditorProps) {
  return (
    <fieldset class="inset stack">
      <legend class="visually-hidden">Field {fieldKey}</legend>
      <div class="row row--spread">
        <code aria-hidden="true">{fieldKey}</code>
        <button type="button" class="button button--quiet button--small" aria-label={`Remove the field ${fieldKey}`} onClick={onRemove}>
          Remove
        </button>
      </div>
      <div class="grid">
        <TextField label="Label people see" value={field.label} maxLength={200} onInput={(label) => onChange({ ...field, label })} />
        <SelectField<FieldType>
          label="Kind"
          value={field.field_type}
          options={fieldTypeOptions}
          onChange={(type) => onChange(withType(field, type))}
        />
      </div>
      <div class="row">
        <CheckField label="Required" checked={field.required} onChange={(required) => onChange({ ...field, required })} />
        {field.field_type !== 'file' && (
          <CheckField
            label="Hidden, filled with its default"
            checked={field.hidden}
            onChange={(hidden) => onChange({ ...field, hidden })}
          />
        )}
      </div>
      <KindEditor field={field} onChange={onChange} />
    </fieldset>
  );
}

function KindEditor({ field, onChange }: Pick<CustomFieldEditorProps, 'field' | 'onChange'>) {
  switch (field.field_type) {
    case 'text':
    case 'textarea':
      return (
        <TextField
          label="Default (optional)"
          value={field.default_value ?? ''}
          maxLength={2_000}
          onInput={(text) => onChange({ ...field, default_value: text === '' ? null : text })}
        />
      );
    case 'select':
    case 'multiselect':
      return (
        <Labelled label="Options" hint="One on each line.">
          {(described) => (
            <textarea
              class="input input--low"
              {...described}
              defaultValue={field.options.join('\n')}
              onChange={(event) => onChange({ ...field, options: linesOf(event.currentTarget.value), default_value: null })}
            />
          )}
        </Labelled>
      );
    case 'file':
      return (
        <>
          <TextField
            label="Largest file, in MiB"
            type="number"
            value={String(field.max_size_bytes / mebibyte)}
            onInput={(text) => {
              const bytes = Math.round(Number(text) * mebibyte);
              if (bytes > 0) onChange({ ...field, max_size_bytes: bytes });
            }}
          />
          <fieldset class="field">
            <legend>Accepted types</legend>
            <div class="row">
              {fileTypes.map((type) => (
                <CheckField
                  key={type}
                  label={type.toUpperCase()}
                  checked={field.allowed_file_types.includes(type)}
                  onChange={(on) =>
                    onChange({
                      ...field,
                      allowed_file_types: fileTypes.filter((one) => (one === type ? on : field.allowed_file_types.includes(one))),
                    })
                  }
                />
              ))}
            </div>
          </fieldset>
        </>
      );
  }
}

const mebibyte = 1_048_576;

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
