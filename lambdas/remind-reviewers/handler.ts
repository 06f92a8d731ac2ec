import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createReminderStore } from '../../adapters/dynamodb/reminder-store.ts';
import { createMailClient, createMailer } from '../../adapters/ses/mailer.ts';
import { remindInput } from '../../contracts/schemas/workflow.ts';
import { splitAddresses } from '../../contracts/settings.ts';
import { remindReviewers } from '../../core/deadlines/remind-reviewers.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { logger, warn } from '../runtime/logger.ts';
import { readMailSettings } from '../runtime/mail-settings.ts';
import { clock, makeId } from '../runtime/system-parts.ts';
import { describeDeadlines } from './describe-deadlines.ts';

const environment = environmentOf('remind-reviewers');
const mail = readMailSettings(environment);
const parts = {
  reminders: createReminderStore(createDocumentClient(), environment.value('requestsTable')),
  mailer: createMailer(createMailClient(), mail.from),
  mail,
  reviewers: splitAddresses(environment.optionalText('mail.reviewers')),
  clock,
  makeId,
  warn,
};

/** As Lambda names it; it has no such name anywhere else. */
const functionName = process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'remind-reviewers';

/** Reminds reviewers of due dates, and tells CloudWatch how many there are. */
export const handler = createTaskHandler('remind-reviewers', remindInput, async () => {
  const report = await remindReviewers(parts);
  logger.info('deadlines', describeDeadlines(report, clock.now(), functionName));
  return report;
});
