import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createAttachmentRecords } from '../../adapters/dynamodb/attachment-records.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createIntakeStore } from '../../adapters/dynamodb/intake-store.ts';
import { createPolicyStore } from '../../adapters/dynamodb/policy-store.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createRunOnce } from '../../adapters/dynamodb/run-once.ts';
import { createAttachmentObjects } from '../../adapters/s3/attachment-objects.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { createWorkflow } from '../../adapters/stepfunctions/workflow.ts';
import { submissionRoutes } from '../../contracts/routes/submissions.ts';
import type { BulkAnswer } from '../../contracts/schemas/primitives.ts';
import type { PublicRequestOut } from '../../contracts/schemas/privacy-requests.ts';
import { submitRequests } from '../../core/privacy-requests/submit-requests.ts';
import { createHttpHandler, type HttpHandler } from '../http/create-http-handler.ts';
import { createPublicLimiter } from '../http/public-limiter.ts';
import { environmentOf } from '../runtime/environment.ts';
import { warn } from '../runtime/logger.ts';
import { clock, makeId } from '../runtime/system-parts.ts';
import { createEndpoints } from './endpoint.ts';

const environment = environmentOf('submit-privacy-request');
const dynamodb = new DynamoDBClient({});
const client = createDocumentClient(dynamodb);
const configs = environment.value('configsTable');
const requestsTable = environment.value('requestsTable');
const submitParts = {
  requests: createRequestStore(client, requestsTable, clock),
  records: createAttachmentRecords(client, requestsTable),
  objects: createAttachmentObjects(createS3Client(), environment.value('attachmentsBucket')),
  policies: createPolicyStore(client, configs),
  intake: createIntakeStore(client, configs),
  workflow: createWorkflow(new SFNClient({}), environment.value('stateMachineArn')),
  clock,
  makeId,
  warn,
  requireApproval: environment.flag('execution.require_manual_request_approval'),
  collectCustomFields: environment.flag('execution.allow_custom_privacy_request_field_collection'),
};
const once = createRunOnce<BulkAnswer<PublicRequestOut>>(dynamodb, requestsTable, 'submit-privacy-request');
const serve = createHttpHandler(
  submissionRoutes,
  createEndpoints((items, key) => submitRequests(submitParts, items, key), once.run),
  { limiter: createPublicLimiter(client, requestsTable, environment.whole('rate_limit.public_per_minute')) },
);

/** The public submission. */
export const handler: HttpHandler = (event, context) => {
  once.registerContext(context);
  return serve(event, context);
};
