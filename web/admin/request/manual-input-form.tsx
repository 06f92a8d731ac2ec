import { useRef, useState } from 'preact/hooks';
import { type Field, type ManualInput, type ManualRequest, uploadManualInput } from '../../client/generated.ts';
import { announce } from '../parts/announce.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { useUnsaved } from '../parts/unsaved.ts';
import { useAction } from '../parts/use-action.ts';
import { writeTime } from '../parts/write-time.ts';
import { useSession } from '../session/use-session.ts';
import { type ManualAnswer, openLabels, readAnswers, sameAnswers, writeAnswers } from './manual-answers.ts';
import { ManualField } from './manual-field.tsx';

/** What the form of one connection needs. */
export interface ManualInputFormProps {
  readonly requestId: string;
  readonly definition: ManualRequest;
  readonly saved: ManualInput;
  readonly onSaved: () => void;
}

/** The form of one connection: every field gets a text, or the word that nothing was found. */
export function ManualInputForm({ requestId, definition, saved, onSaved }: ManualInputFormProps) {
  const session = useSession();
  const { fields, connection_config: connection } = definition;
  const [before] = useState(() => readAnswers(fields, saved));
  const [answers, setAnswers] = useState(before);
  const [complained, setComplained] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { running, problem, run } = useAction();
  const open = openLabels(answers, before);
  const [done, setDone] = useState(false);
  useUnsaved(!done && !sameAnswers(answers, before));
  const change = ({ dsr_package_label: label }: Field, answer: ManualAnswer) => setAnswers(new Map(answers).set(label, answer));
  const save = () =>
    run(async () => {
      if (open.length > 0) {
        setComplained(true);
        form.current?.querySelector<HTMLElement>(`[data-label="${CSS.escape(open[0] ?? '')}"] textarea`)?.focus();
        return;
      }
      await session.call(uploadManualInput, { path: { id: requestId, key: connection.key }, body: writeAnswers(answers) });
      setDone(true);
      announce(`The answers for ${connection.name ?? connection.key} are saved.`);
      onSaved();
    });
  return (
    <form
      class="stack"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {saved.definition_changed && (
        <p class="notice notice--warn">The questions changed after this was entered. Check every answer and save again.</p>
      )}
      {saved.uploaded_at !== null && (
        <p class="soft small">
          Entered {writeTime(saved.uploaded_at)} by {saved.uploaded_by}.
        </p>
      )}
      {fields.map((field) => (
        <ManualField
          key={field.dsr_package_label}
          field={field}
          answer={answers.get(field.dsr_package_label) ?? { kind: 'open' }}
          error={complained && open.includes(field.dsr_package_label)}
          onChange={(answer) => change(field, answer)}
        />
      ))}
      <ProblemNotice problem={problem} />
      <div class="row">
        <button type="submit" class="button button--main" disabled={running || !session.may('privacy-request:upload_data')}>
          Save {connection.name ?? connection.key}
        </button>
        <button
          type="button"
          class="button button--quiet"
          onClick={() => setAnswers(new Map([...answers].map(([label]) => [label, { kind: 'nothing' }])))}
        >
          Nothing found at all
        </button>
      </div>
    </form>
  );
}
