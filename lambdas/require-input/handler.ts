import { SFNClient } from '@aws-sdk/client-sfn';
import { createConnectionStore } from '../../adapters/dynamodb/connection-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createWorkflow } from '../../adapters/stepfunctions/workflow.ts';
import { waitInput } from '../../contracts/schemas/workflow.ts';
import { awaitInput } from '../../core/workflow/await-input.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { warn } from '../runtime/logger.ts';
import { clock, makeId } from '../runtime/system-parts.ts';

const environment = environmentOf('require-input');
const client = createDocumentClient();
const parts = {
  requests: createRequestStore(client, environment.value('requestsTable'), clock),
  connections: createConnectionStore(client, environment.value('configsTable')),
  workflow: createWorkflow(new SFNClient({}), environment.value('stateMachineArn')),
  clock,
  makeId,
  warn,
};

/** Stores the task token and sets the request waiting. */
export const handler = createTaskHandler('require-input', waitInput, (wait) => awaitInput(parts, wait));
