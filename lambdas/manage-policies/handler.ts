import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createPolicyStore } from '../../adapters/dynamodb/policy-store.ts';
import { policyRoutes } from '../../contracts/routes/policies.ts';
import { createHttpHandler } from '../http/create-http-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { clock } from '../runtime/system-parts.ts';
import { createEndpoints } from './endpoint.ts';

const environment = environmentOf('manage-policies');

/** Policies. */
export const handler = createHttpHandler(
  policyRoutes,
  createEndpoints({ policies: createPolicyStore(createDocumentClient(), environment.value('configsTable')), clock }),
);
