import { type Status, statusNames } from '../parts/status-names.ts';

/** Requests on one page; all of them can be chosen and decided in one call, which takes 50. */
const pageSize = 25;

/** What the queue shows, as its address says. */
export interface QueueQuery {
  readonly status: readonly Status[];
  readonly overdue: boolean;
  readonly policy: string;
  readonly property: string;
  /** Days, `2026-03-01`, both included. */
  readonly from: string;
  readonly to: string;
  readonly identity: string;
  readonly id: string;
  readonly sort: 'asc' | 'desc';
  readonly page: number;
}

/** The queue without any filter. */
export const wholeQueue: QueueQuery = {
  status: [],
  overdue: false,
  policy: '',
  property: '',
  from: '',
  to: '',
  identity: '',
  id: '',
  sort: 'desc',
  page: 1,
};

/** Reads an address. What it does not know it leaves out, so that an old link still shows something. */
export function readQueueQuery(query: URLSearchParams): QueueQuery {
  const text = (name: string) => query.get(name)?.trim() ?? '';
  const page = Number(text('page'));
  return {
    status: query.getAll('status').filter(isStatus),
    overdue: text('overdue') === 'true',
    policy: text('policy'),
    property: text('property'),
    from: isDay(text('from')) ? text('from') : '',
    to: isDay(text('to')) ? text('to') : '',
    identity: text('identity'),
    id: text('id'),
    sort: text('sort') === 'asc' ? 'asc' : 'desc',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** Writes an address; what is as in the whole queue is left out. */
export function writeQueueQuery(query: QueueQuery): URLSearchParams {
  const written = new URLSearchParams(query.status.map((status): [string, string] => ['status', status]));
  const add = (name: string, value: string) => {
    if (value !== '') written.set(name, value);
  };
  add('overdue', query.overdue ? 'true' : '');
  add('policy', query.policy);
  add('property', query.property);
  add('from', query.from);
  add('to', query.to);
  add('identity', query.identity);
  add('id', query.id);
  add('sort', query.sort === 'asc' ? 'asc' : '');
  add('page', query.page > 1 ? String(query.page) : '');
  return written;
}

/** The query as the API takes it. Its bounds exclude the moment they name, so a day begins with the last moment before it. */
export function toApiQuery(query: QueueQuery) {
  return {
    page: query.page,
    size: pageSize,
    sort_direction: query.sort,
    status: query.status.length === 0 ? undefined : query.status,
    is_overdue: query.overdue ? ('true' as const) : undefined,
    policy_key: query.policy === '' ? undefined : query.policy,
    property_id: query.property === '' ? undefined : query.property,
    identity: query.identity === '' ? undefined : query.identity,
    id: query.id === '' ? undefined : query.id,
    created_gt: query.from === '' ? undefined : new Date(startOfDay(query.from) - 1).toISOString(),
    created_lt: query.to === '' ? undefined : new Date(startOfDay(query.to, 1)).toISOString(),
  };
}

/** The first moment of a day in the reader's time zone, or of one that many days later. */
function startOfDay(day: string, later = 0): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).getTime();
}

function isStatus(value: string): value is Status {
  return Object.hasOwn(statusNames, value);
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}
