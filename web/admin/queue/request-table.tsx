import type { PrivacyRequest } from '../../client/generated.ts';
import { identitiesOf, mask } from '../parts/mask-identity.ts';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { DaysLeft, StatusBadge } from '../parts/status-badge.tsx';
import { useReveal } from '../parts/use-reveal.ts';
import { writeTime } from '../parts/write-time.ts';
import { requestAddress } from './addresses.ts';
import type { QueueQuery } from './queue-query.ts';

/** What the table of requests needs. */
export interface RequestTableProps {
  readonly items: readonly PrivacyRequest[];
  readonly chosen: ReadonlySet<string>;
  /** What the queue shows. */
  readonly query: QueueQuery;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
  readonly onSort: () => void;
}

/** Requests as rows, with a box to choose each. On a narrow page a row becomes a card. */
export function RequestTable({ items, chosen, query, onChoose, onSort }: RequestTableProps) {
  const all = items.length > 0 && items.every((item) => chosen.has(item.id));
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  return (
    <div class="table-frame">
      <table class="table">
        <caption class="visually-hidden">Requests</caption>
        <thead>
          <tr>
            <th scope="col" class="table__box">
              <input
                type="checkbox"
                aria-label="Choose every request of this page"
                checked={all}
                onChange={(event) => onChoose(event.currentTarget.checked ? new Set(items.map((item) => item.id)) : new Set())}
              />
            </th>
            <th scope="col">Person</th>
            <th scope="col">Status</th>
            <th scope="col">Due</th>
            <th scope="col" aria-sort={query.sort === 'asc' ? 'ascending' : 'descending'}>
              <button type="button" class="sort" onClick={onSort}>
                Received <span aria-hidden="true">{query.sort === 'asc' ? '↑' : '↓'}</span>
              </button>
            </th>
            <th scope="col">Policy</th>
            <th scope="col">Property</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row
              key={item.id}
              item={item}
              address={requestAddress(item.id, query)}
              chosen={chosen.has(item.id)}
              onChoose={(on) => choose(item.id, on)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  item,
  address,
  chosen,
  onChoose,
}: {
  readonly item: PrivacyRequest;
  readonly address: string;
  readonly chosen: boolean;
  readonly onChoose: (on: boolean) => void;
}) {
  return (
    <tr class={chosen ? 'table__chosen' : undefined} data-request={item.id}>
      <td class="table__box">
        <input
          type="checkbox"
          aria-label={`Choose ${item.id}`}
          checked={chosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </td>
      <td>
        <Person item={item} />
        <a class="code small" href={address}>
          {item.id}
        </a>
        {item.external_id !== null && <div class="small soft">External id: {item.external_id}</div>}
      </td>
      <td data-label="Status">
        <StatusBadge status={item.status} />
      </td>
      <td data-label="Due">
        <DaysLeft request={item} />
      </td>
      <td data-label="Received">{writeTime(item.created_at)}</td>
      <td data-label="Policy">{item.policy.name}</td>
      <td data-label="Property">{item.property_id ?? <span class="soft">–</span>}</td>
    </tr>
  );
}

/** Who asks, covered until somebody needs to know. */
function Person({ item }: { readonly item: PrivacyRequest }) {
  const { shown, running, problem, toggle } = useReveal(item.id);
  const [first] = identitiesOf(item.identity);
  if (first === undefined) return null;
  const [kind, value] = first;
  return (
    <div class="person">
      <span class="person__value">{shown ? value : mask(kind, value)}</span>
      <button
        type="button"
        class="button button--quiet button--small"
        aria-label={`${shown ? 'Hide' : 'Show'} who asks in ${item.id}`}
        disabled={running}
        onClick={toggle}
      >
        {shown ? 'Hide' : 'Show'}
      </button>
      <ProblemNotice problem={problem} />
    </div>
  );
}
