import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { nameStatuses } from '../parts/plain-words.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { Labelled } from '../parts/text-field.tsx';
import { useAction } from '../parts/use-action.ts';
import { useSession } from '../session/use-session.ts';
import type { Decision, DecisionOutcome } from './decide.ts';

/** What the question before a decision needs. */
export interface DecisionDialogProps {
  readonly decision: Decision;
  readonly ids: readonly string[];
  /** With what became of the decision, or with nothing where none was taken. */
  readonly onClose: (outcome?: DecisionOutcome) => void;
}

/** Asks before a decision, takes its reason, and tells what could not be done. */
export function DecisionDialog({ decision, ids, onClose }: DecisionDialogProps) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const [kept] = useState(ids);
  const [reason, setReason] = useState('');
  const [complained, setComplained] = useState(false);
  const [outcome, setOutcome] = useState<DecisionOutcome | undefined>();
  const what = kept.length === 1 ? 'this request' : `${kept.length} requests`;
  if (outcome !== undefined) return <Outcome decision={decision} outcome={outcome} onClose={() => onClose(outcome)} />;
  const missing = decision.reason === 'required' && reason.trim() === '';
  const decide = () =>
    run(async () => {
      if (missing) {
        setComplained(true);
        return;
      }
      const found = await decision.decide(session, kept, reason.trim());
      if (found.failed.length === 0) onClose(found);
      else setOutcome(found);
    });
  // What was begun is done, whatever is closed: its outcome has to be seen.
  const close = () => {
    if (!running) onClose();
  };
  return (
    <Dialog title={`${decision.question} ${what}?`} onClose={close}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void decide();
        }}
      >
        <ProblemNotice problem={problem} />
        {decision.reason === 'none' ? (
          decision.reasonHint !== '' && <p>{decision.reasonHint}</p>
        ) : (
          <Labelled
            label={decision.reason === 'required' ? 'Reason' : 'Reason (optional)'}
            hint={decision.reasonHint}
            error={complained && missing ? 'Write the reason.' : undefined}
          >
            {(described) => (
              <textarea
                class="input"
                {...described}
                maxLength={2_000}
                value={reason}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
            )}
          </Labelled>
        )}
        <div class="row">
          <button type="submit" class={`button ${decision.danger ? 'button--danger' : 'button--main'}`} disabled={running}>
            {decision.name} {what}
          </button>
          <button type="button" class="button button--quiet" disabled={running} onClick={close}>
            Go back
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Outcome({
  decision,
  outcome,
  onClose,
}: {
  readonly decision: Decision;
  readonly outcome: DecisionOutcome;
  readonly onClose: () => void;
}) {
  return (
    <Dialog title="Not everything could be done" onClose={onClose}>
      <div class="stack">
        <p>
          {outcome.done} {decision.done}, {outcome.failed.length} not:
        </p>
        <ul class="stack">
          {outcome.failed.map(({ id, message }) => (
            <li key={id}>
              <code class="small">{id}</code>
              <br />
              {nameStatuses(message)}
            </li>
          ))}
        </ul>
        <p>
          <button type="button" class="button button--main" onClick={onClose}>
            Close
          </button>
        </p>
      </div>
    </Dialog>
  );
}
