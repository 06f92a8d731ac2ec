import { createConnectionStore } from '../../adapters/dynamodb/connection-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { workflowInput } from '../../contracts/schemas/workflow.ts';
import { checkManualInput } from '../../core/workflow/check-manual-input.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { clock, makeId } from '../runtime/system-parts.ts';

const environment = environmentOf('check-manual-input');
const client = createDocumentClient();
const parts = {
  requests: createRequestStore(client, environment.value('requestsTable'), clock),
  connections: createConnectionStore(client, environment.value('configsTable')),
  clock,
  makeId,
  timeoutDays: environment.whole('execution.manual_input_timeout_days'),
};

/** Tells the workflow whether manual input is missing. */
export const handler = createTaskHandler('check-manual-input', workflowInput, (input) => checkManualInput(parts, input));
