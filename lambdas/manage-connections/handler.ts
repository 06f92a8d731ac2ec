import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createConnectors } from '../../adapters/connectors/connectors.ts';
import { createConnectionStore } from '../../adapters/dynamodb/connection-store.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createReleaseAnnouncer } from '../../adapters/lambda/release-announcer.ts';
import { createSecretStore } from '../../adapters/secrets-manager/secret-store.ts';
import { connectionRoutes } from '../../contracts/routes/connections.ts';
import { createHttpHandler } from '../http/create-http-handler.ts';
import { environmentOf } from '../runtime/environment.ts';
import { clock, makeId } from '../runtime/system-parts.ts';
import { createEndpoints } from './endpoint.ts';

const environment = environmentOf('manage-connections');

/** Connections, the fields of manual requests, and datasets. */
export const handler = createHttpHandler(
  connectionRoutes,
  createEndpoints({
    connections: createConnectionStore(createDocumentClient(), environment.value('configsTable')),
    secrets: createSecretStore(new SecretsManagerClient({}), environment.value('secretPrefix')),
    connectors: createConnectors(),
    releases: createReleaseAnnouncer(new LambdaClient({}), environment.value('reconcilerFunction')),
    clock,
    makeId,
  }),
);
