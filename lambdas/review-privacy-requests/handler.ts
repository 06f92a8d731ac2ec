import { SFNClient } from '@aws-sdk/client-sfn';
import { createAttachmentRecords } from '../../adapters/dynamodb/attachment-records.ts';
import { createConnectionStore } from '../../adapters/dynamodb/connection-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createAttachmentObjects } from '../../adapters/s3/attachment-objects.ts';
import { createPackageStore } from '../../adapters/s3/package-store.ts';
import { createQuarantineBin } from '../../adapters/s3/quarantine-bin.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { createSourceRows } from '../../adapters/s3/source-rows.ts';
import { createWorkflow } from '../../adapters/stepfunctions/workflow.ts';
import { reviewRoutes } from '../../contracts/routes/reviews.ts';
import { createHttpHandler } from '../http/create-http-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { warn } from '../runtime/logger.ts';
import { openStorageDestination } from '../runtime/storage-destination.ts';
import { clock, makeId } from '../runtime/system-parts.ts';
import { createEndpoints } from './endpoint.ts';

const environment = environmentOf('review-privacy-requests');
const client = createDocumentClient();
const s3 = createS3Client();
const requestsTable = environment.value('requestsTable');

/** What reviewers read and decide. */
export const handler = createHttpHandler(
  reviewRoutes,
  createEndpoints({
    requests: createRequestStore(client, requestsTable, clock),
    connections: createConnectionStore(client, environment.value('configsTable')),
    packages: createPackageStore(s3, environment.value('packagesBucket')),
    rows: createSourceRows(s3, environment.value('packagesBucket')),
    copies: openStorageDestination(environment, s3),
    attachments: {
      records: createAttachmentRecords(client, requestsTable),
      objects: createAttachmentObjects(s3, environment.value('attachmentsBucket')),
      quarantine: createQuarantineBin(s3, environment.value('quarantineBucket')),
    },
    workflow: createWorkflow(new SFNClient({}), environment.value('stateMachineArn')),
    clock,
    makeId,
    warn,
  }),
);
