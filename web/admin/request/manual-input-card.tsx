import { useState } from 'preact/hooks';
import { type ManualRequest, viewManualInput } from '../../client/generated.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { useSession } from '../session/use-session.ts';
import { ManualInputForm } from './manual-input-form.tsx';

/** What the input of one connection needs. */
export interface ManualInputCardProps {
  readonly requestId: string;
  readonly definition: ManualRequest;
  readonly missing: boolean;
  readonly onSaved: () => void;
}

/** The input of one connection. What was entered already is read only when somebody asks to see it: that is logged. */
export function ManualInputCard({ requestId, definition, missing, onSaved }: ManualInputCardProps) {
  const { connection_config: connection } = definition;
  const [open, setOpen] = useState(missing);
  const title = `manual-${connection.key}`;
  return (
    <section class="inset stack" aria-labelledby={title} data-connection={connection.key}>
      <div class="row row--spread">
        <h3 id={title}>{connection.name ?? connection.key}</h3>
        <span class={`badge badge--${missing ? 'warn' : 'good'}`}>{missing ? 'Missing' : 'Entered'}</span>
      </div>
      {connection.description !== null && <p class="soft">{connection.description}</p>}
      {open ? (
        <LoadedForm
          requestId={requestId}
          definition={definition}
          onSaved={() => {
            setOpen(false);
            onSaved();
          }}
        />
      ) : (
        <p>
          <button type="button" class="button button--small" onClick={() => setOpen(true)}>
            {missing
              ? `Enter what was found in ${connection.name ?? connection.key}`
              : `Look at and change ${connection.name ?? connection.key}`}
          </button>
        </p>
      )}
    </section>
  );
}

function LoadedForm({ requestId, definition, onSaved }: Omit<ManualInputCardProps, 'missing'>) {
  const session = useSession();
  const { key } = definition.connection_config;
  const { value, problem, reload } = useAnswer(`input ${requestId} ${key}`, (signal) =>
    session.call(viewManualInput, { path: { id: requestId, key } }, { signal }),
  );
  if (value === undefined)
    return problem === undefined ? <p class="soft">Loading…</p> : <ProblemNotice problem={problem} onRetry={reload} />;
  return <ManualInputForm requestId={requestId} definition={definition} saved={value} onSaved={onSaved} />;
}
