import { useState } from 'preact/hooks';
import type { PrivacyRequest } from '../../client/generated.ts';
import { announce } from '../parts/announce.tsx';
import { type Decision, decisionsFor } from '../request/decide.ts';
import { DecisionDialog } from '../request/decision-dialog.tsx';
import { useSession } from '../session/use-session.ts';

/** What the bar over the table needs. */
export interface BulkBarProps {
  readonly requests: readonly PrivacyRequest[];
  readonly onDone: () => void;
  readonly onClear: () => void;
}

/** What can be done with the chosen requests. A decision goes to those whose status allows it. */
export function BulkBar({ requests, onDone, onClear }: BulkBarProps) {
  const session = useSession();
  const [decision, setDecision] = useState<Decision | undefined>();
  if (requests.length === 0 && decision === undefined) return null;
  const possible = decisionsFor(requests, session).filter(({ decision: one }) => one.single !== true);
  return (
    <section class="bulk" aria-label="Chosen requests">
      <strong>{requests.length === 1 ? '1 request chosen' : `${requests.length} requests chosen`}</strong>
      {possible.map(({ decision: one, fitting }) => (
        <button
          key={one.id}
          type="button"
          class={`button button--small${one.danger ? ' button--danger' : ''}`}
          disabled={fitting.length === 0}
          onClick={() => setDecision(one)}
        >
          {one.name}
          {fitting.length < requests.length && fitting.length > 0 ? ` ${fitting.length}` : ''}
          {one.asks ? '…' : ''}
        </button>
      ))}
      <button type="button" class="button button--quiet button--small" onClick={onClear}>
        Choose none
      </button>
      {decision !== undefined && (
        <DecisionDialog
          decision={decision}
          ids={possible.find((entry) => entry.decision === decision)?.fitting.map((request) => request.id) ?? []}
          onClose={(outcome) => {
            setDecision(undefined);
            if (outcome === undefined) return;
            if (outcome.failed.length === 0)
              announce(outcome.done === 1 ? `The request is ${decision.done}.` : `${outcome.done} requests are ${decision.done}.`);
            onDone();
          }}
        />
      )}
    </section>
  );
}
