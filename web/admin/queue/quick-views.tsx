import { queueAddress } from './addresses.ts';
import { type QueueQuery, wholeQueue, writeQueueQuery } from './queue-query.ts';

const views: readonly (readonly [string, QueueQuery])[] = [
  ['All', wholeQueue],
  ['To review', { ...wholeQueue, status: ['pending'] }],
  ['Needs input', { ...wholeQueue, status: ['requires_input'] }],
  ['Failed', { ...wholeQueue, status: ['error'] }],
  ['Overdue', { ...wholeQueue, overdue: true }],
  ['Complete', { ...wholeQueue, status: ['complete'] }],
];

/** The views of the queue that are looked at every day. */
export function QuickViews({ query }: { readonly query: QueueQuery }) {
  const now = writeQueueQuery({ ...query, page: 1, sort: 'desc' }).toString();
  return (
    <nav class="tabs" aria-label="Views of the queue">
      {views.map(([name, view]) => (
        <a
          key={name}
          class="tabs__tab"
          href={queueAddress(view)}
          aria-current={writeQueueQuery(view).toString() === now ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
