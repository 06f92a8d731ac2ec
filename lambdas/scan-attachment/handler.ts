import { createIcapScanner } from '../../adapters/icap/icap-scanner.ts';
import { createQuarantineReader } from '../../adapters/s3/quarantine-reader.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { scanRequest } from '../../contracts/schemas/scan.ts';
import { guardScanner } from '../../core/attachments/guarded-scanner.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { answerScan } from './answer-scan.ts';

const environment = environmentOf('scan-attachment');
const timeoutSeconds = environment.whole('attachment_scanning.icap_timeout');
// One guard for the life of the process: all scans share what the canary said.
const scanner = guardScanner(
  createIcapScanner({
    host: environment.text('attachment_scanning.icap_host'),
    port: environment.whole('attachment_scanning.icap_port'),
    service: environment.text('attachment_scanning.icap_service'),
    timeoutSeconds,
  }),
  {
    now: Date.now,
    onCanary: ({ state, missed }) => {
      if (state === 'good') logger.info('canary', { state });
      else logger.error('The scanner failed its canary.', { state, missed });
    },
  },
);
const parts = { scanner, readQuarantined: createQuarantineReader(createS3Client(), environment.value('quarantineBucket')), timeoutSeconds };

/** Looks at files for viruses, and sends the canary. */
export const handler = createTaskHandler('scan-attachment', scanRequest, (request) => answerScan(parts, request));
