import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { failureInput } from '../../contracts/schemas/workflow.ts';
import { recordFailure } from '../../core/workflow/record-failure.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { clock, makeId } from '../runtime/system-parts.ts';

const environment = environmentOf('record-failure');
const parts = { requests: createRequestStore(createDocumentClient(), environment.value('requestsTable'), clock), clock, makeId };

/** Puts a failed request into error, with its cause. */
export const handler = createTaskHandler('record-failure', failureInput, (report) => recordFailure(parts, report));
