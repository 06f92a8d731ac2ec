import { createConnectionStore } from '../../adapters/dynamodb/connection-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { collectInput } from '../../contracts/workflow.ts';
import { collectSource } from '../../core/workflow/collect-source.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { clock } from '../runtime/system-parts.ts';

const environment = environmentOf('collect-source');
const client = createDocumentClient();
const parts = {
  requests: createRequestStore(client, environment.value('requestsTable'), clock),
  connections: createConnectionStore(client, environment.value('configsTable')),
};

/** Collects the rows of one automatic source. */
export const handler = createTaskHandler('collect-source', collectInput, (input) => collectSource(parts, input));
