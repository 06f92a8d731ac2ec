import { useEffect, useRef } from 'preact/hooks';
import type { IntakeAction } from '../client/generated.ts';
import type { FormProblem } from './form-answers.ts';
import { FormControls } from './form-controls.tsx';
import { useTexts } from './language.ts';
import { PageTitle } from './page-title.tsx';
import { type SendFailure, type TakeRequest, useRequestForm } from './use-request-form.ts';

/** What the form of a request needs. */
export interface RequestFormProps {
  readonly propertyId: string;
  readonly action: IntakeAction;
  readonly onTaken: TakeRequest;
}

/** The form of one request. */
export function RequestForm({ propertyId, action, onTaken }: RequestFormProps) {
  const { form } = useTexts();
  const { values, uploads, problems, failure, phase, change, submit, discard } = useRequestForm(propertyId, action, onTaken);
  const state = phase === 'waiting' ? form.waitingForFiles : phase === 'sending' ? form.sending : '';
  return (
    <div class="card">
      <a class="back" href="#/">
        ← {form.back}
      </a>
      <PageTitle text={action.title} />
      {action.description && <p class="lead">{action.description}</p>}
      <form
        class="form"
        noValidate
        aria-busy={phase !== 'idle'}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p class="soft small">{form.requiredHint}</p>
        <Complaint problems={problems} failure={failure} />
        <FormControls action={action} values={values} uploads={uploads} problems={problems} onChange={change} />
        <div class="form__actions">
          <button type="submit" class="button button--main" aria-disabled={phase !== 'idle'}>
            {form.send}
          </button>
          <button
            type="button"
            class="button button--quiet"
            onClick={() => {
              if (window.confirm(form.discardQuestion)) void discard();
            }}
          >
            {form.discard}
          </button>
          <span class="form__state soft" role="status">
            {state}
          </span>
        </div>
      </form>
    </div>
  );
}

/** Says why the form was not sent, takes the focus, and leads to each place. */
function Complaint({ problems, failure }: { readonly problems: readonly FormProblem[]; readonly failure: SendFailure | undefined }) {
  const { form } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef<unknown>(undefined);
  useEffect(() => {
    const now = failure ?? (problems.length > 0 ? problems : undefined);
    // Only what a sending brought up takes the focus, not the list that grows shorter while answers are put right.
    const news = failure !== undefined ? failure !== shown.current : problems.length > 0 && shown.current === undefined;
    shown.current = now;
    if (news) box.current?.focus();
  });
  if (failure === undefined && problems.length === 0) return null;
  return (
    <div class="notice notice--bad" role="alert" tabIndex={-1} ref={box}>
      {failure !== undefined ? (
        <p>
          {failure.text} {failure.words !== undefined && <span lang="en">{failure.words}</span>}
        </p>
      ) : (
        <>
          <strong>{form.problems}</strong>
          <ul>
            {problems.map(({ id, message }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  onClick={(event) => {
                    // The address names the view; it must not change to a control's.
                    event.preventDefault();
                    document.getElementById(id)?.focus();
                  }}
                >
                  {message}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
