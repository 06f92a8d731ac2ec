import { createDeliveryStore } from '../../adapters/dynamodb/delivery-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createPackageStore } from '../../adapters/s3/package-store.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { packageRoutes } from '../../contracts/routes/packages.ts';
import { createHttpHandler } from '../http/create-http-handler.ts';
import { createPublicLimiter } from '../http/public-limiter.ts';
import { environmentOf } from '../runtime/environment.ts';
import { clock, makeId } from '../runtime/system-parts.ts';
import { createEndpoints } from './endpoint.ts';

const environment = environmentOf('deliver-package');
const client = createDocumentClient();
const requestsTable = environment.value('requestsTable');

/** Leads from a person's mail to the package. */
export const handler = createHttpHandler(
  packageRoutes,
  createEndpoints({
    requests: createRequestStore(client, requestsTable, clock),
    deliveries: createDeliveryStore(client, requestsTable),
    packages: createPackageStore(createS3Client(), environment.value('packagesBucket')),
    clock,
    makeId,
  }),
  { limiter: createPublicLimiter(client, requestsTable, environment.whole('rate_limit.public_per_minute')) },
);
