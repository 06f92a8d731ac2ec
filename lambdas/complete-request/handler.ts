import { randomBytes } from 'node:crypto';
import { createDeliveryStore } from '../../adapters/dynamodb/delivery-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { createMailClient, createMailer } from '../../adapters/ses/mailer.ts';
import { workflowInput } from '../../contracts/schemas/workflow.ts';
import { completeRequest } from '../../core/workflow/complete-request.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { warn } from '../runtime/logger.ts';
import { readMailSettings } from '../runtime/mail-settings.ts';
import { openStorageDestination } from '../runtime/storage-destination.ts';
import { clock, makeId } from '../runtime/system-parts.ts';

const environment = environmentOf('complete-request');
const client = createDocumentClient();
const requestsTable = environment.value('requestsTable');
const mail = readMailSettings(environment);
const parts = {
  requests: createRequestStore(client, requestsTable, clock),
  deliveries: createDeliveryStore(client, requestsTable),
  mailer: createMailer(createMailClient(), mail.from),
  mail,
  copies: openStorageDestination(environment, createS3Client()),
  linkTtlHours: environment.whole('packages.link_ttl_hours'),
  randomBytes,
  clock,
  makeId,
  warn,
};

/** Hands the package over and marks the request complete. */
export const handler = createTaskHandler('complete-request', workflowInput, (input) => completeRequest(parts, input));
