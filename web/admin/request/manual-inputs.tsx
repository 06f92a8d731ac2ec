import { listFields, type ManualRequest, type PrivacyRequest, resumePrivacyRequest } from '../../client/generated.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { mayLeave } from '../parts/unsaved.ts';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { useSession } from '../session/use-session.ts';
import { ManualInputCard } from './manual-input-card.tsx';

/** What manual inputs need. */
export interface ManualInputsProps {
  readonly request: PrivacyRequest;
  readonly onChanged: () => void;
}

/** The answers people look up by hand: what is still missing, a form for each connection, and going on once all is in. */
export function ManualInputs({ request, onChanged }: ManualInputsProps) {
  const session = useSession();
  const readable = session.may('webhook:read') && session.may('privacy-request:view_data');
  const waiting = request.status === 'requires_input';
  const { value, problem, reload } = useAnswer(`fields ${request.id} ${request.status}`, async (signal) =>
    readable && waiting ? (await session.call(listFields, { query: { size: 100 } }, { signal })).items : [],
  );
  if (!waiting) return null;
  const missing = request.waiting_for ?? [];
  return (
    <section class="card stack" aria-labelledby="manual-title">
      <h2 id="manual-title">Manual input</h2>
      <ProblemNotice problem={problem} onRetry={reload} />
      <p role="status">
        {missing.length === 0
          ? 'Everything is entered. The request can go on.'
          : `Still missing: ${missing.map((key) => nameOf(value ?? [], key)).join(', ')}.`}
      </p>
      {(value ?? []).map((definition) => (
        <ManualInputCard
          key={definition.connection_config.key}
          requestId={request.id}
          definition={definition}
          missing={missing.includes(definition.connection_config.key)}
          onSaved={onChanged}
        />
      ))}
      <Resume request={request} missing={missing.length} onChanged={onChanged} />
    </section>
  );
}

function Resume({ request, missing, onChanged }: ManualInputsProps & { readonly missing: number }) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const resume = () =>
    run(async () => {
      if (!mayLeave()) return;
      try {
        await session.call(resumePrivacyRequest, { path: { id: request.id } });
      } finally {
        onChanged();
      }
    });
  return (
    <div class="stack stack--tight">
      <ProblemNotice problem={problem} />
      <div class="row">
        <button
          type="button"
          class="button button--main"
          disabled={missing > 0 || running || !session.may('privacy-request:resume')}
          aria-describedby="resume-hint"
          onClick={resume}
        >
          Resume the request
        </button>
        <span class="soft small" id="resume-hint">
          {missing > 0 ? 'Possible once everything is entered.' : 'The package is built next.'}
        </span>
      </div>
    </div>
  );
}

function nameOf(definitions: readonly ManualRequest[], key: string): string {
  const found = definitions.find((definition) => definition.connection_config.key === key);
  return found?.connection_config.name ?? key;
}
