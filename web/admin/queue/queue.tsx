import { useEffect, useState } from 'preact/hooks';
import { listPrivacyRequests } from '../../client/generated.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { ViewTitle } from '../parts/view-title.tsx';
import { goTo } from '../route.ts';
import { useSession } from '../session/use-session.ts';
import { BulkBar } from './bulk-bar.tsx';
import { Filters } from './filters.tsx';
import { Pager } from './pager.tsx';
import { type QueueQuery, readQueueQuery, toApiQuery, writeQueueQuery } from './queue-query.ts';
import { QuickViews } from './quick-views.tsx';
import { RequestTable } from './request-table.tsx';

/** Milliseconds between two looks at the queue. */
const lookEveryMs = 20_000;

/** The queue: every request, filtered and sorted as the address says. */
export function Queue({ query: raw }: { readonly query: URLSearchParams }) {
  const session = useSession();
  const query = readQueueQuery(raw);
  const key = writeQueueQuery(query).toString();
  const { value, problem, loading, reload } = useAnswer(
    key,
    (signal) => session.call(listPrivacyRequests, { query: toApiQuery(query) }, { signal }),
    lookEveryMs,
  );
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const show = (next: Partial<QueueQuery>) => goTo(['requests'], writeQueueQuery({ ...query, page: 1, ...next }));
  const items = value?.items ?? [];
  useEffect(() => {
    // The last requests of the last page were decided, and it is gone with them.
    if (value !== undefined && value.pages > 0 && value.page > value.pages) show({ page: value.pages });
  }, [value]);
  const chosenItems = items.filter((item) => chosen.has(item.id));
  return (
    <>
      <ViewTitle text="Requests">
        <button type="button" class="button button--small" onClick={reload}>
          Refresh
        </button>
      </ViewTitle>
      <QuickViews query={query} />
      <Filters query={query} onChange={show} />
      <ProblemNotice problem={problem} onRetry={reload} />
      <p class="queue__count soft" role="status">
        {value === undefined ? (loading ? 'Loading…' : '') : writeCount(value.total)}
      </p>
      <BulkBar
        requests={chosenItems}
        onDone={() => {
          setChosen(new Set());
          reload();
        }}
        onClear={() => setChosen(new Set())}
      />
      {items.length > 0 && (
        <RequestTable
          items={items}
          chosen={chosen}
          query={query}
          onChoose={setChosen}
          onSort={() => show({ sort: query.sort === 'desc' ? 'asc' : 'desc' })}
        />
      )}
      {value !== undefined && value.pages > 1 && <Pager page={value.page} pages={value.pages} query={query} />}
    </>
  );
}

function writeCount(total: number): string {
  if (total === 0) return 'No request fits these filters.';
  return total === 1 ? '1 request' : `${total.toLocaleString('en')} requests`;
}
