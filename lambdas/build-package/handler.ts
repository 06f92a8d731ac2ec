import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createPackageStore } from '../../adapters/s3/package-store.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { createSourceRows } from '../../adapters/s3/source-rows.ts';
import { workflowInput } from '../../contracts/schemas/workflow.ts';
import { buildPackage } from '../../core/workflow/build-package.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { clock, makeId } from '../runtime/system-parts.ts';

const environment = environmentOf('build-package');
const s3 = createS3Client();
const packagesBucket = environment.value('packagesBucket');
const parts = {
  requests: createRequestStore(createDocumentClient(), environment.value('requestsTable'), clock),
  packages: createPackageStore(s3, packagesBucket),
  rows: createSourceRows(s3, packagesBucket),
  clock,
  makeId,
};

/** Builds the package. */
export const handler = createTaskHandler('build-package', workflowInput, (input) => buildPackage(parts, input));
