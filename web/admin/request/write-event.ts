import type { LogEntry } from '../../client/generated.ts';
import { plainCause } from '../parts/plain-words.ts';

const sentences: Readonly<Record<LogEntry['event'], string>> = {
  submitted: 'The request was submitted',
  approved: 'Approved',
  denied: 'Denied',
  canceled: 'Canceled',
  processing_started: 'Processing began',
  input_required: 'Manual input is needed',
  manual_input_uploaded: 'Manual input was entered',
  manual_input_viewed: 'Manual input was looked at',
  identity_viewed: 'Somebody looked at who asks',
  resumed: 'Processing went on',
  source_collected: 'A source was collected',
  source_failed: 'A source could not be collected',
  package_built: 'The package was built',
  package_link_issued: 'A link to the package was issued',
  package_copied: 'The package was copied to storage',
  package_mail_sent: 'The mail with the link was sent',
  package_mail_failed: 'The mail with the link could not be sent',
  package_mail_skipped: 'No mail was sent',
  deadline_reminder: 'Reviewers were reminded of the due date',
  attachment_uploaded: 'A file was attached',
  attachment_downloaded: 'An attached file was downloaded',
  completed: 'The request is complete',
  failed: 'The request failed',
  retried: 'Started again',
  repaired: 'Taken up again after an interruption',
  deleted: 'The request and its data were deleted',
};

/** What happened, in words; with the connection where one is named. */
export function writeEvent(entry: LogEntry): string {
  const sentence = sentences[entry.event] ?? entry.event;
  return entry.connection_key === undefined ? sentence : `${sentence}: ${entry.connection_key}`;
}

/** Why it happened. What a person wrote stays as it was written. */
export function writeCause(message: string, actor: string): string {
  return actor === 'system' ? plainCause(message) : message;
}

/** Who did it, in words. */
export function writeActor(actor: string): string {
  if (actor === 'data_subject') return 'the person who asks';
  return actor === 'system' ? 'Dossier' : actor;
}
