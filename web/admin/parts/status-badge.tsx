import type { PrivacyRequest } from '../../client/generated.ts';
import { openStatuses, type Status, statusNames } from './status-names.ts';
import { writeDay, writeDaysLeft } from './write-time.ts';

const tones: Readonly<Record<Status, 'plain' | 'good' | 'warn' | 'bad'>> = {
  pending: 'warn',
  approved: 'plain',
  in_processing: 'plain',
  requires_input: 'warn',
  complete: 'good',
  denied: 'plain',
  canceled: 'plain',
  error: 'bad',
};

/** A request's status, in words and colour. */
export function StatusBadge({ status }: { readonly status: Status }) {
  return <span class={`badge badge--${tones[status]}`}>{statusNames[status]}</span>;
}

/** How long a request still has. Closed ones have no deadline any more. */
export function DaysLeft({ request }: { readonly request: Pick<PrivacyRequest, 'status' | 'days_left' | 'due_at'> }) {
  if (!openStatuses.has(request.status)) return <span class="soft">–</span>;
  const { days_left: days } = request;
  const tone = days < 0 ? 'bad' : days < 5 ? 'warn' : 'plain';
  return (
    <span class={`badge badge--${tone}`} title={`Due ${writeDay(request.due_at)}`}>
      {writeDaysLeft(days)}
    </span>
  );
}
