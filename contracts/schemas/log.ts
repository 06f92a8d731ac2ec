import * as z from 'zod/mini';
import { storedStatuses } from '../statuses.ts';
import { pageOf, pageQuery } from './primitives.ts';
import { timestamp } from './timestamp.ts';

/** What can happen to a request. */
const logEvents = [
  'submitted',
  'approved',
  'denied',
  'canceled',
  'processing_started',
  'input_required',
  'manual_input_uploaded',
  'manual_input_viewed',
  'identity_viewed',
  'resumed',
  'source_collected',
  'source_failed',
  'package_built',
  'package_link_issued',
  'package_copied',
  'package_mail_sent',
  'package_mail_failed',
  'package_mail_skipped',
  'deadline_reminder',
  'attachment_uploaded',
  'attachment_downloaded',
  'completed',
  'failed',
  'retried',
  'repaired',
  'deleted',
] as const;

/** Something that happened to a request. */
export type LogEvent = (typeof logEvents)[number];

/** One line of a request's log: who, what, when, and the cause where something failed. Holds no personal data of the subject. */
export const logEntry = z.lazy(() =>
  z.object({
    id: z.string(),
    at: timestamp,
    event: z.enum(logEvents),
    /** The client or person who did it, `data_subject`, or `system`. */
    actor: z.string(),
    /** The status after it, where it changed. */
    status: z.optional(z.enum(storedStatuses)),
    connection_key: z.optional(z.string()),
    attachment_id: z.optional(z.string()),
    message: z.optional(z.string()),
  }),
);

/** One line of a request's log. */
export type LogEntry = z.output<typeof logEntry>;

export const logPage = pageOf(logEntry);
export const logQuery = z.lazy(() => z.object({ ...pageQuery }));
