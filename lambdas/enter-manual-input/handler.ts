import { SFNClient } from '@aws-sdk/client-sfn';
import { createConnectionStore } from '../../adapters/dynamodb/connection-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createWorkflow } from '../../adapters/stepfunctions/workflow.ts';
import { manualInputRoutes } from '../../contracts/routes/manual-input.ts';
import { createHttpHandler } from '../http/create-http-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { warn } from '../runtime/logger.ts';
import { clock, makeId } from '../runtime/system-parts.ts';
import { createEndpoints } from './endpoint.ts';

const environment = environmentOf('enter-manual-input');
const client = createDocumentClient();

/** Manual input and resume. */
export const handler = createHttpHandler(
  manualInputRoutes,
  createEndpoints({
    requests: createRequestStore(client, environment.value('requestsTable'), clock),
    connections: createConnectionStore(client, environment.value('configsTable')),
    workflow: createWorkflow(new SFNClient({}), environment.value('stateMachineArn')),
    clock,
    makeId,
    warn,
  }),
);
