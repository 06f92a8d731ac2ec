import type { connectionRoutes } from '../../contracts/routes/connections.ts';
import { type DeleteConnectionParts, deleteConnection } from '../../core/connections/delete-connection.ts';
import { describeConnection } from '../../core/connections/describe-connection.ts';
import { findConnection } from '../../core/connections/find-connection.ts';
import { listConnections } from '../../core/connections/list-connections.ts';
import { type UpsertConnectionsParts, upsertConnections } from '../../core/connections/upsert-connections.ts';
import {
  type DefineFieldsParts,
  defineFields,
  deleteFields,
  describeManualRequest,
  findManualRequest,
  listManualRequests,
} from '../../core/manual-requests/define-fields.ts';
import type { Connectors } from '../../core/sources/connector.ts';
import { defineDatasets, deleteDatasets, readDatasets } from '../../core/sources/define-datasets.ts';
import { testConnection } from '../../core/sources/test-source.ts';
import type { Endpoints } from '../http/endpoint.ts';

/** What the routes of connections need. */
export interface ConnectionParts extends DefineFieldsParts, UpsertConnectionsParts, DeleteConnectionParts {
  readonly connectors: Connectors;
}

/** Answers the routes of connections, of manual requests' fields, and of datasets. */
export function createEndpoints(parts: ConnectionParts): Endpoints<typeof connectionRoutes> {
  const { connections } = parts;
  const keyOf = (params: Readonly<Record<string, string | undefined>>) => params.key ?? '';
  return {
    'create-connections': async ({ body }) => ({ status: 200, body: await upsertConnections(parts, body) }),
    'upsert-connections': async ({ body }) => ({ status: 200, body: await upsertConnections(parts, body) }),
    'list-connections': async ({ query }) => ({ status: 200, body: await listConnections(connections, query, query) }),
    'get-connection': async ({ params }) => ({ status: 200, body: describeConnection(await findConnection(connections, keyOf(params))) }),
    'delete-connection': async ({ params }) => {
      await deleteConnection(parts, keyOf(params));
      return { status: 204 };
    },
    'test-connection': async ({ params }) => ({
      status: 200,
      body: await testConnection(parts, await findConnection(connections, keyOf(params))),
    }),
    'define-datasets': async ({ params, body, sentJson }) => ({
      status: 200,
      body: await defineDatasets(parts, keyOf(params), body, !Array.isArray(sentJson)),
    }),
    'get-datasets': async ({ params }) => ({ status: 200, body: await readDatasets(connections, keyOf(params)) }),
    'delete-datasets': async ({ params }) => {
      await deleteDatasets(parts, keyOf(params));
      return { status: 204 };
    },
    'define-fields': async ({ params, body }) => ({ status: 200, body: await defineFields(parts, keyOf(params), body.fields, 'replace') }),
    'create-fields': async ({ params, body }) => ({ status: 201, body: await defineFields(parts, keyOf(params), body.fields, 'create') }),
    'get-fields': async ({ params }) => {
      const { connection, manual } = await findManualRequest(connections, keyOf(params));
      return { status: 200, body: describeManualRequest(connection, manual) };
    },
    'delete-fields': async ({ params }) => {
      await deleteFields(parts, keyOf(params));
      return { status: 204 };
    },
    'list-fields': async ({ query }) => ({ status: 200, body: await listManualRequests(connections, query) }),
  };
}
