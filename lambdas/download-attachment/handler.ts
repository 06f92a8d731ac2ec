import { createAttachmentRecords } from '../../adapters/dynamodb/attachment-records.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createAttachmentObjects } from '../../adapters/s3/attachment-objects.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { downloadRoutes } from '../../contracts/routes/attachments.ts';
import { createHttpHandler } from '../http/create-http-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { clock, makeId } from '../runtime/system-parts.ts';
import { createEndpoints } from './endpoint.ts';

const environment = environmentOf('download-attachment');
const client = createDocumentClient();
const requestsTable = environment.value('requestsTable');

/** Downloads, for reviewers. */
export const handler = createHttpHandler(
  downloadRoutes,
  createEndpoints({
    records: createAttachmentRecords(client, requestsTable),
    requests: createRequestStore(client, requestsTable, clock),
    objects: createAttachmentObjects(createS3Client(), environment.value('attachmentsBucket')),
    clock,
    makeId,
  }),
);
