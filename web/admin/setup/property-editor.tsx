import type { IntakeProperty } from '../../client/generated.ts';
import { CheckField, TextField } from '../parts/text-field.tsx';

/** What a property's editor needs. */
export interface PropertyEditorProps {
  readonly property: IntakeProperty;
  readonly policies: readonly (readonly [string, string])[];
  readonly actionIndex: number;
  readonly onAction: (index: number) => void;
  readonly onChange: (property: IntakeProperty) => void;
}

/** A place people ask from: its name, and what can be asked for there. */
export function PropertyEditor({ property, policies, actionIndex, onAction, onChange }: PropertyEditorProps) {
  const unused = policies.find(([key]) => !property.actions.some((action) => action.policy_key === key));
  const add = () => {
    if (unused === undefined) return;
    const [policy_key, title] = unused;
    onChange({
      ...property,
      actions: [...property.actions, { policy_key, title, identity_inputs: { email: 'required' }, custom_privacy_request_fields: {} }],
    });
    onAction(property.actions.length);
  };
  const remove = () => {
    onChange({ ...property, actions: property.actions.filter((_, index) => index !== actionIndex) });
    onAction(0);
  };
  return (
    <section class="card stack" aria-labelledby="property-title">
      <h2 id="property-title">
        Property <code>{property.property_id}</code>
      </h2>
      <TextField label="Name people see" value={property.name} maxLength={200} onInput={(name) => onChange({ ...property, name })} />
      <CheckField
        label="Used where a request names no property"
        checked={property.default}
        onChange={(on) => onChange({ ...property, default: on })}
      />
      <fieldset class="field">
        <legend>What can be asked for</legend>
        <div class="row">
          {property.actions.map((action, index) => (
            <button
              key={action.policy_key}
              type="button"
              class="button button--small"
              aria-pressed={index === actionIndex}
              onClick={() => onAction(index)}
            >
              {action.title}
            </button>
          ))}
          {unused !== undefined && (
            <button type="button" class="button button--quiet button--small" onClick={add}>
              Add another
            </button>
          )}
          {property.actions.length > 0 && (
            <button type="button" class="button button--quiet button--small" onClick={remove}>
              Remove this one
            </button>
          )}
        </div>
      </fieldset>
    </section>
  );
}
