import { useState } from 'preact/hooks';
import {
  getIntakeConfig,
  type IntakeAction,
  type IntakeConfig,
  type IntakeProperty,
  listPolicies,
  replaceIntakeConfig,
} from '../../client/generated.ts';
import { announce } from '../parts/announce.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { SelectField } from '../parts/text-field.tsx';
import { useUnsaved } from '../parts/unsaved.ts';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { ViewTitle } from '../parts/view-title.tsx';
import { useSession } from '../session/use-session.ts';
import { ActionEditor } from './action-editor.tsx';
import { IntakePreview } from './intake-preview.tsx';
import { PropertyEditor } from './property-editor.tsx';

/** The intake form: what people can ask for and what they are asked, with the form beside it as they will see it. */
export function IntakeEditor() {
  const session = useSession();
  const { value, problem, reload } = useAnswer('intake editor', async (signal) => {
    const [config, policies] = await Promise.all([
      session.call(getIntakeConfig, {}, { signal }),
      session.call(listPolicies, { query: { size: 100 } }, { signal }),
    ]);
    return { config, policies: policies.items.map(({ key, name }) => [key, name] as const) };
  });
  return (
    <>
      <ViewTitle text="Intake form" />
      <ProblemNotice problem={problem} onRetry={reload} />
      {value !== undefined && <Editor config={value.config} policies={value.policies} />}
    </>
  );
}

interface EditorProps {
  readonly config: IntakeConfig;
  readonly policies: readonly (readonly [string, string])[];
}

function Editor({ config: loaded, policies }: EditorProps) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const [config, setConfig] = useState(loaded);
  const [now, setNow] = useState(config);
  const [propertyIndex, setPropertyIndex] = useState(0);
  const [actionIndex, setActionIndex] = useState(0);
  const changed = JSON.stringify(now) !== JSON.stringify(config);
  useUnsaved(changed);
  const property = now.properties[propertyIndex];
  const action = property?.actions[actionIndex];
  const changeProperty = (next: IntakeProperty) =>
    setNow({
      properties: now.properties.map((one, index) => (index === propertyIndex ? next : next.default ? { ...one, default: false } : one)),
    });
  const changeAction = (next: IntakeAction) => {
    if (property !== undefined)
      changeProperty({ ...property, actions: property.actions.map((one, index) => (index === actionIndex ? next : one)) });
  };
  const save = () =>
    run(async () => {
      const stored = await session.call(replaceIntakeConfig, { body: now });
      setConfig(stored);
      setNow(stored);
      announce('The form is saved.');
    });
  return (
    <div class="columns columns--even">
      <form
        class="stack stack--wide"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {now.properties.length > 1 && (
          <SelectField
            label="Property"
            value={String(propertyIndex)}
            options={now.properties.map((one, index) => [String(index), one.name] as const)}
            onChange={(index) => {
              setPropertyIndex(Number(index));
              setActionIndex(0);
            }}
          />
        )}
        {property !== undefined && (
          <PropertyEditor
            property={property}
            policies={policies}
            actionIndex={actionIndex}
            onAction={setActionIndex}
            onChange={changeProperty}
          />
        )}
        {action !== undefined && (
          <ActionEditor key={`${propertyIndex}-${actionIndex}`} action={action} policies={policies} onChange={changeAction} />
        )}
        <ProblemNotice problem={problem} />
        <div class="row save-bar">
          <button type="submit" class="button button--main" disabled={running || !changed}>
            Save the form
          </button>
          <button type="button" class="button button--quiet" disabled={!changed} onClick={() => setNow(config)}>
            Undo changes
          </button>
        </div>
      </form>
      {property !== undefined && action !== undefined && <IntakePreview propertyId={property.property_id} action={action} />}
    </div>
  );
}
