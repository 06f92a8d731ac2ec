import { useState } from 'preact/hooks';
import { getPrivacyRequest, type PrivacyRequest } from '../../client/generated.ts';
import { announce } from '../parts/announce.tsx';
import { plainCause } from '../parts/plain-words.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { DaysLeft, StatusBadge } from '../parts/status-badge.tsx';
import type { Status } from '../parts/status-names.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { ViewTitle } from '../parts/view-title.tsx';
import { writeDay, writeTime } from '../parts/write-time.ts';
import { queueAddress } from '../queue/addresses.ts';
import { type QueueQuery, writeQueueQuery } from '../queue/queue-query.ts';
import { goTo } from '../route.ts';
import { useSession } from '../session/use-session.ts';
import { CopyButton } from './copy-button.tsx';
import { CustomFields } from './custom-fields.tsx';
import { type Decision, decisionsFor } from './decide.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { IdentityCard } from './identity-card.tsx';
import { ManualInputs } from './manual-inputs.tsx';
import { PackageCard } from './package-card.tsx';
import { Timeline } from './timeline.tsx';

/** Milliseconds between two looks: often while the workflow is at it, else now and then. */
const lookEveryMs = { busy: 3_000, calm: 20_000 } as const;

const busy: ReadonlySet<Status> = new Set(['approved', 'in_processing']);

/** One request: who asks, what for, what was attached, what happened, and what can be done. */
export function RequestView({ id, queue }: { readonly id: string; readonly queue: QueueQuery }) {
  const session = useSession();
  const [pace, setPace] = useState<number>(lookEveryMs.calm);
  const {
    value: request,
    problem,
    reload,
  } = useAnswer(
    id,
    async (signal) => {
      const found = await session.call(getPrivacyRequest, { path: { id } }, { signal });
      setPace(busy.has(found.status) ? lookEveryMs.busy : lookEveryMs.calm);
      return found;
    },
    pace,
  );
  return (
    <>
      <p>
        <a class="back" href={queueAddress(queue)}>
          ← All requests
        </a>
      </p>
      <ViewTitle text={request === undefined ? 'Request' : request.policy.name}>
        {request !== undefined && (
          <span class="row">
            <StatusBadge status={request.status} />
            <DaysLeft request={request} />
          </span>
        )}
      </ViewTitle>
      <ProblemNotice problem={problem} onRetry={reload} />
      {request === undefined && problem === undefined && <p class="soft">Loading…</p>}
      {request !== undefined && <Content request={request} queue={queue} onChanged={reload} />}
    </>
  );
}

function Content({
  request,
  queue,
  onChanged,
}: {
  readonly request: PrivacyRequest;
  readonly queue: QueueQuery;
  readonly onChanged: () => void;
}) {
  return (
    <div class="columns">
      <div class="stack stack--wide">
        <Decisions request={request} removing={false} onChanged={onChanged} />
        {request.failure !== undefined && (
          <div class="notice notice--bad">
            <p>
              <strong>This request failed.</strong> {plainCause(request.failure.message)}
            </p>
          </div>
        )}
        {request.reason !== undefined && (
          <div class="notice">
            <p>
              <strong>Reason:</strong> {request.reason}
            </p>
          </div>
        )}
        <ManualInputs request={request} onChanged={onChanged} />
        {request.status === 'complete' && request.policy.action_type === 'access' && <PackageCard id={request.id} />}
        <IdentityCard request={request} />
        <CustomFields requestId={request.id} fields={request.custom_privacy_request_fields ?? {}} />
        <Facts request={request} />
        <Decisions request={request} removing={true} onChanged={() => goTo(['requests'], writeQueueQuery(queue))} />
      </div>
      <Timeline id={request.id} status={request.status} />
    </div>
  );
}

/** What the decisions about a request need. */
interface DecisionsProps {
  readonly request: PrivacyRequest;
  /** Those that remove the request, which stand apart at the end of the page, or the others. */
  readonly removing: boolean;
  readonly onChanged: () => void;
}

function Decisions({ request, removing, onChanged }: DecisionsProps) {
  const session = useSession();
  const [decision, setDecision] = useState<Decision | undefined>();
  const possible = decisionsFor([request], session).filter(
    ({ decision: one, fitting }) => fitting.length > 0 && (one.removes === true) === removing,
  );
  if (possible.length === 0 && decision === undefined) return null;
  return (
    <section class="row" aria-label={removing ? 'Removal' : 'Decisions'}>
      {possible.map(({ decision: one }) => (
        <button
          key={one.id}
          type="button"
          class={`button ${one.danger ? 'button--danger' : 'button--main'}`}
          onClick={() => setDecision(one)}
        >
          {removing ? `${one.name} this request` : one.name}…
        </button>
      ))}
      {decision !== undefined && (
        <DecisionDialog
          decision={decision}
          ids={[request.id]}
          onClose={(outcome) => {
            setDecision(undefined);
            if (outcome === undefined) return;
            if (outcome.done === 1) announce(`The request is ${decision.done}.`);
            if (outcome.done === 1 || !removing) onChanged();
          }}
        />
      )}
    </section>
  );
}

function Facts({ request }: { readonly request: PrivacyRequest }) {
  const facts = [
    ['Received', writeTime(request.created_at)],
    ['Due', writeDay(request.due_at)],
    ['Policy', request.policy.key],
    ['Property', request.property_id ?? '–'],
    ['Reviewed', request.reviewed_at === null ? '–' : `${writeTime(request.reviewed_at)}, ${request.reviewed_by ?? ''}`],
    ['Finished', request.finished_at === null ? '–' : writeTime(request.finished_at)],
  ] as const;
  return (
    <section class="card">
      <h2>About this request</h2>
      <dl class="facts">
        <div>
          <dt>Request id</dt>
          <dd class="row">
            <code>{request.id}</code>
            <CopyButton text={request.id} label="Copy the request id" />
          </dd>
        </div>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
