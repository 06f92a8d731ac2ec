import type { LogEntry } from '../../contracts/schemas/log.ts';
import type { StoredStatus } from '../../contracts/statuses.ts';

/** An open request and when it is due. */
export interface DueRequest {
  readonly id: string;
  readonly dueAt: string;
}

/** Keeps what was reminded of and when. A day is an ISO date in UTC. */
export interface ReminderStore {
  /** Requests of a status that are due before a moment. */
  dueBefore(status: StoredStatus, moment: string): AsyncIterable<DueRequest>;
  /** Logs a reminder of a request, once a day. @returns False where it has been, or the request is in none of the statuses any more. */
  markReminded(id: string, day: string, statuses: readonly StoredStatus[], entry: LogEntry): Promise<boolean>;
  /**
   * Claims the day's one mail.
   * @param staleBefore - A claim made before this moment died.
   * @returns False where it was sent, or another run is sending it.
   */
  claimMail(day: string, now: string, staleBefore: string): Promise<boolean>;
  /** The day's mail did not go: the next run tries again. */
  releaseMail(day: string): Promise<void>;
  confirmMail(day: string): Promise<void>;
}
