import type { StoredStatus } from '../../contracts/statuses.ts';
import { systemActor } from '../caller.ts';
import { reminderMail } from '../delivery/mail-texts.ts';
import type { Mailer, MailSettings } from '../delivery/ports.ts';
import { daysLeft } from '../privacy-requests/describe-request.ts';
import { type LogParts, makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { Warn } from '../privacy-requests/start-execution.ts';
import { TryAgainError } from '../workflow/errors.ts';
import type { ReminderStore } from './ports.ts';

/** What reminding reviewers needs. */
export interface RemindParts extends LogParts {
  readonly reminders: ReminderStore;
  readonly mailer: Mailer;
  readonly mail: MailSettings;
  /** Addresses; none: the log and the counts are all there is. */
  readonly reviewers: readonly string[];
  readonly warn?: Warn;
}

/** What one run found and did. */
export interface RemindReport {
  /** Requests past their due date. */
  readonly overdue: number;
  /** Requests due within the next days, today included. */
  readonly due_soon: number;
  /** Requests whose log got its entry of the day by this run. */
  readonly reminded: number;
  readonly mailed: boolean;
}

/** Days before the due date from which a request is reminded of: a week leaves time to look data up by hand. */
const remindedDays = 7;

/** Statuses in which a person has to act. */
const waitingStatuses = ['pending', 'requires_input'] as const satisfies readonly StoredStatus[];

const dayMilliseconds = 86_400_000;

/** Milliseconds after which a claim of the day's mail is one of a run that died: longer than the function may run. */
const staleMilliseconds = 300_000;

/**
 * Reminds reviewers of requests that wait for them and are due within 7 days or overdue: one log entry a request and one mail,
 * both once a day however often it runs.
 * @throws TryAgainError where the mail could not be sent; the log entries are written all the same.
 */
export async function remindReviewers(parts: RemindParts): Promise<RemindReport> {
  const now = parts.clock.now();
  const day = now.toISOString().slice(0, 10);
  // Days are counted by UTC dates, so a whole day counts once its first moment does.
  const horizon = new Date(new Date(day).getTime() + (remindedDays + 1) * dayMilliseconds).toISOString();
  // By id: a request that changes its status between two of the walks is met by both.
  const found = new Map<string, { readonly id: string; readonly daysLeft: number }>();
  let reminded = 0;
  for (const status of waitingStatuses) {
    for await (const request of parts.reminders.dueBefore(status, horizon)) {
      const left = daysLeft(request.dueAt, now);
      found.set(request.id, { id: request.id, daysLeft: left });
      const entry = makeLogEntry(parts, 'deadline_reminder', systemActor, { message: `Days left: ${left}` });
      if (await parts.reminders.markReminded(request.id, day, waitingStatuses, entry)) reminded += 1;
    }
  }
  const due = [...found.values()];
  const overdue = due.filter((request) => request.daysLeft < 0).length;
  const counts = { overdue, due_soon: due.length - overdue, reminded };
  if (due.length === 0 || parts.reviewers.length === 0 || parts.mail.from === '') return { ...counts, mailed: false };
  return { ...counts, mailed: await mailReviewers(parts, day, now, due) };
}

async function mailReviewers(
  parts: RemindParts,
  day: string,
  now: Date,
  requests: readonly { readonly id: string; readonly daysLeft: number }[],
): Promise<boolean> {
  const staleBefore = new Date(now.getTime() - staleMilliseconds).toISOString();
  if (!(await parts.reminders.claimMail(day, now.toISOString(), staleBefore))) return false;
  const words = reminderMail(parts.mail.language, { deskUrl: `${parts.mail.publicUrl}/admin/`, requests });
  let outcome: Awaited<ReturnType<Mailer['send']>>;
  try {
    outcome = await parts.mailer.send({ to: parts.reviewers, ...words });
  } catch (error) {
    parts.warn?.('The reminder could not be sent.', error);
    await parts.reminders.releaseMail(day);
    throw new TryAgainError('The reminder to the reviewers could not be sent.');
  }
  await parts.reminders.confirmMail(day);
  if (outcome === 'refused') parts.warn?.('The mail service refused the reminder; check mail.reviewers.', new Error('refused'));
  return outcome === 'sent';
}
