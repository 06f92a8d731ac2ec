import { randomBytes } from 'node:crypto';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { createAttachmentRecords } from '../../adapters/dynamodb/attachment-records.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createIntakeStore } from '../../adapters/dynamodb/intake-store.ts';
import { createRateLimiter } from '../../adapters/dynamodb/rate-limiter.ts';
import { createRemoteScanner } from '../../adapters/lambda/remote-scanner.ts';
import { createAttachmentObjects } from '../../adapters/s3/attachment-objects.ts';
import { createQuarantine } from '../../adapters/s3/quarantine.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { uploadRoutes } from '../../contracts/routes/attachments.ts';
import { demandUploads } from '../../core/attachments/judge-context.ts';
import { createHttpHandler } from '../http/create-http-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { warn } from '../runtime/logger.ts';
import { clock, makeId } from '../runtime/system-parts.ts';
import { createEndpoints } from './endpoint.ts';

const environment = environmentOf('upload-attachment');
const client = createDocumentClient();
const s3 = createS3Client();
const requestsTable = environment.value('requestsTable');
const flags = {
  collectCustomFields: environment.flag('execution.allow_custom_privacy_request_field_collection'),
  allowUploads: environment.flag('execution.allow_custom_privacy_request_file_upload'),
};
const scanner = environment.flag('attachment_scanning.enabled')
  ? createRemoteScanner(new LambdaClient({}), environment.value('scanFunction'), environment.whole('attachment_scanning.icap_timeout'))
  : undefined;

/** Uploads, for anybody. */
export const handler = createHttpHandler(
  uploadRoutes,
  createEndpoints({
    records: createAttachmentRecords(client, requestsTable),
    objects: createAttachmentObjects(s3, environment.value('attachmentsBucket')),
    quarantine: createQuarantine(s3, environment.value('quarantineBucket')),
    intake: createIntakeStore(client, environment.value('configsTable')),
    clock,
    makeId,
    randomBytes,
    warn,
    unclaimedMinutes: environment.whole('attachments.unclaimed_ttl_minutes'),
    ...(scanner === undefined ? {} : { scan: scanner.scan }),
  }),
  {
    limiter: createRateLimiter(client, requestsTable, 'uploads', environment.whole('rate_limit.uploads_per_minute'), clock),
    admit: ({ id }) => {
      // What was sent before uploads were switched off can still be taken back.
      if (id !== 'delete-attachment') demandUploads(flags);
    },
  },
);
