import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createConnectors } from '../../adapters/connectors/connectors.ts';
import { createConnectionStore } from '../../adapters/dynamodb/connection-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createPolicyStore } from '../../adapters/dynamodb/policy-store.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { createSourceRows } from '../../adapters/s3/source-rows.ts';
import { createSecretStore } from '../../adapters/secrets-manager/secret-store.ts';
import { collectInput } from '../../contracts/schemas/workflow.ts';
import { collectSource } from '../../core/workflow/collect-source.ts';
import { createTaskHandler } from '../runtime/create-task-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { clock, makeId } from '../runtime/system-parts.ts';

const environment = environmentOf('collect-source');
const client = createDocumentClient();
const configsTable = environment.value('configsTable');
const parts = {
  requests: createRequestStore(client, environment.value('requestsTable'), clock),
  connections: createConnectionStore(client, configsTable),
  policies: createPolicyStore(client, configsTable),
  secrets: createSecretStore(new SecretsManagerClient({}), environment.value('secretPrefix')),
  connectors: createConnectors(),
  rows: createSourceRows(createS3Client(), environment.value('packagesBucket')),
  clock,
  makeId,
  tellAnswers: environment.flag('execution.allow_custom_privacy_request_fields_in_request_execution'),
};

/** Collects the rows of one automatic source. */
export const handler = createTaskHandler('collect-source', collectInput, (input) => collectSource(parts, input));
