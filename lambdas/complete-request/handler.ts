import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { workflowInput } from '../../contracts/workflow.ts';
import { completeRequest } from '../../core/workflow/complete-request.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { clock, makeId } from '../runtime/system-parts.ts';

const environment = environmentOf('complete-request');
const parts = { requests: createRequestStore(createDocumentClient(), environment.value('requestsTable'), clock), clock, makeId };

/** Marks the request complete. */
export const handler = createTaskHandler('complete-request', workflowInput, (input) => completeRequest(parts, input));
