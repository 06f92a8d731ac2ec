import { useState } from 'preact/hooks';
import type { CustomFieldDefinition, IntakeAction } from '../../client/generated.ts';
import { asksWho, type IdentityInput, identityInputs } from '../../intake/form-answers.ts';
import { SelectField, TextField } from '../parts/text-field.tsx';
import { CustomFieldEditor } from './custom-field-editor.tsx';

/** What an action's editor needs. */
export interface ActionEditorProps {
  readonly action: IntakeAction;
  readonly policies: readonly (readonly [string, string])[];
  readonly onChange: (action: IntakeAction) => void;
}

const identityLabels: Readonly<Record<IdentityInput, string>> = { email: 'Email address', phone: 'Phone number', name: 'Name' };

const presenceOptions = [
  ['none', 'Not asked'],
  ['optional', 'Optional'],
  ['required', 'Required'],
] as const;

/** One thing people can ask for: its words, who they have to say they are, and its fields. */
export function ActionEditor({ action, policies, onChange }: ActionEditorProps) {
  const fields = Object.entries(action.custom_privacy_request_fields);
  const setFields = (entries: readonly (readonly [string, CustomFieldDefinition])[]) =>
    onChange({ ...action, custom_privacy_request_fields: Object.fromEntries(entries) });
  const setPresence = (input: IdentityInput, presence: 'none' | 'optional' | 'required') => {
    const others = Object.entries(action.identity_inputs).filter(([kind]) => kind !== input);
    onChange({ ...action, identity_inputs: Object.fromEntries(presence === 'none' ? others : [...others, [input, presence]]) });
  };
  return (
    <section class="card stack" aria-labelledby="action-title">
      <h2 id="action-title">{action.title}</h2>
      <TextField label="Title people see" value={action.title} maxLength={200} onInput={(title) => onChange({ ...action, title })} />
      <TextField
        label="Description people see (optional)"
        value={action.description ?? ''}
        maxLength={2_000}
        onInput={(description) => onChange({ ...action, description: description === '' ? null : description })}
      />
      <SelectField
        label="Policy"
        value={action.policy_key}
        options={policies}
        onChange={(policy_key) => onChange({ ...action, policy_key })}
      />
      <fieldset class="field">
        <legend>Who people say they are</legend>
        <div role="status">
          {!asksWho(action) && (
            <p class="notice notice--warn">
              Nothing here asks who people are, and no request is taken without that. Choose at least one. Until then, the form asks for the
              email address all the same.
            </p>
          )}
        </div>
        <div class="grid">
          {identityInputs.map((input) => (
            <SelectField
              key={input}
              label={identityLabels[input]}
              value={action.identity_inputs[input] ?? 'none'}
              options={presenceOptions}
              onChange={(presence) => setPresence(input, presence)}
            />
          ))}
        </div>
      </fieldset>
      <h3>Fields</h3>
      {fields.length === 0 && <p class="soft">No further field is asked.</p>}
      {fields.map(([key, field], index) => (
        <CustomFieldEditor
          key={key}
          fieldKey={key}
          field={field}
          onChange={(next) => setFields(fields.map((entry, at) => (at === index ? [key, next] : entry)))}
          onRemove={() => setFields(fields.filter((_, at) => at !== index))}
        />
      ))}
      <AddField
        taken={fields.map(([key]) => key)}
        onAdd={(key) => setFields([...fields, [key, { label: key, required: false, hidden: false, field_type: 'text' }]])}
      />
    </section>
  );
}

function AddField({ taken, onAdd }: { readonly taken: readonly string[]; readonly onAdd: (key: string) => void }) {
  const [key, setKey] = useState('');
  const fits = /^[A-Za-z0-9_.-]{1,200}$/.test(key) && !taken.includes(key);
  return (
    <div class="row row--end">
      <TextField
        label="Key of a new field"
        hint="Letters, digits, _ . and -"
        value={key}
        maxLength={200}
        error={taken.includes(key) ? 'A field has this key already.' : undefined}
        onInput={setKey}
      />
      <button
        type="button"
        class="button"
        disabled={!fits}
        onClick={() => {
          onAdd(key);
          setKey('');
        }}
      >
        Add the field
      </button>
    </div>
  );
}
