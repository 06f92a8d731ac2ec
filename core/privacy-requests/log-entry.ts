import type { LogEntry, LogEvent } from '../../contracts/schemas/log.ts';
import type { Actor } from '../caller.ts';
import { type Clock, timestampOf } from '../clock.ts';
import type { MakeId } from '../ids.ts';

/** What makes log entries. */
export interface LogParts {
  readonly clock: Clock;
  readonly makeId: MakeId;
}

/** Makes one line of a request's log. */
export function makeLogEntry(
  parts: LogParts,
  event: LogEvent,
  actor: Actor,
  more: Omit<LogEntry, 'id' | 'at' | 'event' | 'actor'> = {},
): LogEntry {
  return { id: parts.makeId('logEntry'), at: timestampOf(parts.clock), event, actor, ...more };
}
