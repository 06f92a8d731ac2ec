import type { PrivacyRequest } from '../../client/generated.ts';

/** A status of a request. */
export type Status = PrivacyRequest['status'];

/** Every status as people call it, in the order of a request's life. */
export const statusNames: Readonly<Record<Status, string>> = {
  pending: 'To review',
  approved: 'Approved',
  in_processing: 'In processing',
  requires_input: 'Needs input',
  complete: 'Complete',
  denied: 'Denied',
  canceled: 'Canceled',
  error: 'Failed',
};

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

/** Statuses in which a request still has somewhere to go. */
export const openStatuses: ReadonlySet<Status> = new Set(['pending', 'approved', 'in_processing', 'requires_input', 'error']);

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

/** Whole days to the due date in words: 0 is the day itself. */
export function writeDaysLeft(days: number): string {
  if (days === 0) return 'Today';
  if (days < 0) return days === -1 ? '1 day overdue' : `${-days} days overdue`;
  return days === 1 ? '1 day left' : `${days} days left`;
}

/** A day as people write it. Due dates count by UTC, so that everybody sees the same one. */
export function writeDay(time: string): string {
  return new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}

/** A moment in the reader's own time zone. */
export function writeTime(time: string): string {
  return new Date(time).toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
}
