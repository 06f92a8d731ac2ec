import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createIntakeStore } from '../../adapters/dynamodb/intake-store.ts';
import { createPolicyStore } from '../../adapters/dynamodb/policy-store.ts';
import { intakeRoutes } from '../../contracts/routes/intake.ts';
import { createHttpHandler } from '../http/create-http-handler.ts';
import { createPublicLimiter } from '../http/public-limiter.ts';
import { environmentOf } from '../runtime/environment.ts';
import { createEndpoints } from './endpoint.ts';

const environment = environmentOf('configure-intake');
const client = createDocumentClient();
const configs = environment.value('configsTable');

/** The intake configuration. */
export const handler = createHttpHandler(
  intakeRoutes,
  createEndpoints({ intake: createIntakeStore(client, configs), policies: createPolicyStore(client, configs) }),
  { limiter: createPublicLimiter(client, environment.value('requestsTable'), environment.whole('rate_limit.public_per_minute')) },
);
