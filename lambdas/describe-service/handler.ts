import { LambdaClient } from '@aws-sdk/client-lambda';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createTableProbe } from '../../adapters/dynamodb/table-probe.ts';
import { createRemoteScanner } from '../../adapters/lambda/remote-scanner.ts';
import { serviceRoutes } from '../../contracts/routes/service.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { createHttpHandler } from '../http/create-http-handler.ts';
import { createPublicLimiter } from '../http/public-limiter.ts';
import { environmentOf } from '../runtime/environment.ts';
import { warn } from '../runtime/logger.ts';
import { createEndpoints, ProbeFailure } from './endpoint.ts';
import { answerUnknownRoute } from './unknown-route.ts';

const environment = environmentOf('describe-service');
const client = createDocumentClient();
const requestsTable = environment.value('requestsTable');
const limiter = createPublicLimiter(client, requestsTable, environment.whole('rate_limit.public_per_minute'));

const scanner = environment.flag('attachment_scanning.enabled')
  ? createRemoteScanner(new LambdaClient({}), environment.value('scanFunction'), environment.whole('attachment_scanning.icap_timeout'))
  : undefined;

/** Health, the OpenAPI document, and the answer to unknown routes. */
export const handler = createHttpHandler(
  serviceRoutes,
  createEndpoints({
    version: packageJson.version,
    probes: {
      configs_table: createTableProbe(client, environment.value('configsTable')),
      requests_table: createTableProbe(client, requestsTable),
      // The canary's word, never a ping: a scanner that answers is not yet one that looks.
      scanner: scanner === undefined ? 'off' : async () => demandGood(await scanner.canary()),
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

function demandGood(canary: 'good' | 'blind' | 'down'): void {
  if (canary === 'good') return;
  throw new ProbeFailure(
    canary === 'blind'
      ? 'The scanner let a test virus through, so uploads are refused until it finds it again.'
      : 'The scanner does not answer, so uploads are refused.',
  );
}
