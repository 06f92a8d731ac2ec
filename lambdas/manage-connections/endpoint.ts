import type { connectionRoutes } from '../../contracts/routes/connections.ts';
import { deleteConnection } from '../../core/connections/delete-connection.ts';
import { describeConnection } from '../../core/connections/describe-connection.ts';
import { findConnection } from '../../core/connections/find-connection.ts';
import { listConnections, testManualConnection } from '../../core/connections/list-connections.ts';
import { upsertConnections } from '../../core/connections/upsert-connections.ts';
import {
  type DefineFieldsParts,
  defineFields,
  deleteFields,
  describeManualRequest,
  findManualRequest,
  listManualRequests,
} from '../../core/manual-requests/define-fields.ts';
import type { Endpoints } from '../http/endpoint.ts';

/** Answers the routes of connections and of manual requests' fields. */
export function createEndpoints(parts: DefineFieldsParts): Endpoints<typeof connectionRoutes> {
  const { connections } = parts;
  const keyOf = (params: Readonly<Record<string, string>>) => params.key ?? '';
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
      body: testManualConnection(await findConnection(connections, keyOf(params))),
    }),
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
