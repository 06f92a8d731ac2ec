import { createAttachmentRecords } from '../../adapters/dynamodb/attachment-records.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createAttachmentObjects } from '../../adapters/s3/attachment-objects.ts';
import { createQuarantineBin } from '../../adapters/s3/quarantine-bin.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { sweepInput } from '../../contracts/schemas/workflow.ts';
import { sweepAttachments } from '../../core/attachments/sweep-attachments.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { warn } from '../runtime/logger.ts';
import { clock } from '../runtime/system-parts.ts';

const environment = environmentOf('sweep-attachments');
const s3 = createS3Client();
const parts = {
  records: createAttachmentRecords(createDocumentClient(), environment.value('requestsTable')),
  objects: createAttachmentObjects(s3, environment.value('attachmentsBucket')),
  quarantine: createQuarantineBin(s3, environment.value('quarantineBucket')),
  clock,
  warn,
};

/** Sweeps uploads nobody claimed in time. */
export const handler = createTaskHandler('sweep-attachments', sweepInput, () => sweepAttachments(parts));
