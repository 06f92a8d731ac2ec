import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createTableProbe } from '../../adapters/dynamodb/table-probe.ts';
import { serviceRoutes } from '../../contracts/routes/service.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { createHttpHandler } from '../http/create-http-handler.ts';
import { createPublicLimiter } from '../http/public-limiter.ts';
import { environmentOf } from '../runtime/environment.ts';
import { warn } from '../runtime/logger.ts';
import { createEndpoints } from './endpoint.ts';
import { answerUnknownRoute } from './unknown-route.ts';

const environment = environmentOf('describe-service');
const client = createDocumentClient();
const requestsTable = environment.value('requestsTable');
const limiter = createPublicLimiter(client, requestsTable, environment.whole('rate_limit.public_per_minute'));

/** Health, the OpenAPI document, and the answer to unknown routes. */
export const handler = createHttpHandler(
  serviceRoutes,
  createEndpoints({
    version: packageJson.version,
    probes: {
      configs_table: createTableProbe(client, environment.value('configsTable')),
      requests_table: createTableProbe(client, requestsTable),
    },
  }),
  {
    // Health is what tells that the table behind the limit is down, so it must not fall with it.
    limiter: {
      take: async (address) => {
        try {
          return await limiter.take(address);
        } catch (error) {
          warn('A call could not be counted; what the service says about itself is answered all the same.', error);
          return { allowed: true };
        }
      },
    },
    unknownRoute: answerUnknownRoute,
  },
);
