import { addressOf } from '../route.ts';
import { type QueueQuery, writeQueueQuery } from './queue-query.ts';

/** The address of the queue as it is shown. */
export function queueAddress(query: QueueQuery): string {
  return addressOf(['requests'], writeQueueQuery(query));
}

/** The address of a request, which remembers the queue it was opened from. */
export function requestAddress(id: string, query: QueueQuery): string {
  return addressOf(['requests', id], writeQueueQuery(query));
}
