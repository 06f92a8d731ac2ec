import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../contracts/routes.ts';
import { clearConnections, freshKey, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { goodItem, reach, submit, submitWaiting } from './api/requests.ts';
import type { RouteId } from './api/route-types.ts';
import { sharedTarget } from './api/target.ts';
import { attach, openDirect, sendDirect } from './api/uploads.ts';

const api = openApi(sharedTarget());
let key = '';
let waiting = '';
let complete = '';

beforeAll(async () => {
  await clearConnections(api);
  key = await makeManual(api, ['email']);
  [waiting, complete] = [await submitWaiting(api), await submitWaiting(api)];
  await api.ok('upload-manual-input', { params: { id: complete, key }, body: {} });
  await api.ok('resume-privacy-request', { params: { id: complete } });
  await reach(api, complete, 'complete');
});

const connection = () => ({ key: freshKey(), connection_type: 'manual_request', access: 'read', disabled: true });
/** A dataset that no request meets: its connection is disabled. */
const dataset = () => ({ fides_key: freshKey(), collections: [{ name: 'customer', fields: [{ name: 'email', identity: 'email' }] }] });
async function makePostgres(): Promise<string> {
  const body = { ...connection(), connection_type: 'postgres' };
  await api.ok('create-connections', { body });
  return body.key;
}
const fields = { fields: [{ pii_field: 'Email' }] };
const reviewed = () => ({ request_ids: [complete], reason: 'Checked.' });

/**
 * Called elsewhere: a retry needs a request that failed, and own-server/failed-request.test.ts breaks a server of its own for that;
 * the package's own link comes by mail, and test/delivery reads the mailbox.
 */
const elsewhere = ['retry-privacy-request', 'open-access-package'] as const;

/** One call of every route that it answers with success. `ok` reads the answer by the route's own schema. */
const examples: Readonly<Record<Exclude<RouteId, (typeof elsewhere)[number]>, () => Promise<unknown>>> = {
  'create-connections': () => api.ok('create-connections', { body: [connection(), connection()] }),
  'upsert-connections': () => api.ok('upsert-connections', { body: connection() }),
  'list-connections': () => api.ok('list-connections'),
  'get-connection': () => api.ok('get-connection', { params: { key } }),
  'delete-connection': async () => {
    const body = connection();
    await api.ok('create-connections', { body });
    return api.ok('delete-connection', { params: { key: body.key } });
  },
  'test-connection': () => api.ok('test-connection', { params: { key } }),
  'define-datasets': async () => api.ok('define-datasets', { params: { key: await makePostgres() }, body: dataset() }),
  'get-datasets': async () => {
    const automatic = await makePostgres();
    await api.ok('define-datasets', { params: { key: automatic }, body: [dataset()] });
    return api.ok('get-datasets', { params: { key: automatic } });
  },
  'delete-datasets': async () => {
    const automatic = await makePostgres();
    await api.ok('define-datasets', { params: { key: automatic }, body: dataset() });
    return api.ok('delete-datasets', { params: { key: automatic } });
  },
  'define-fields': () => api.ok('define-fields', { params: { key }, body: fields }),
  'create-fields': async () => {
    const body = connection();
    await api.ok('create-connections', { body });
    return api.ok('create-fields', { params: { key: body.key }, body: fields });
  },
  'get-fields': () => api.ok('get-fields', { params: { key } }),
  'delete-fields': async () => {
    const body = connection();
    await api.ok('create-connections', { body });
    await api.ok('define-fields', { params: { key: body.key }, body: fields });
    return api.ok('delete-fields', { params: { key: body.key } });
  },
  'list-fields': () => api.ok('list-fields'),
  'list-policies': () => api.ok('list-policies'),
  'upsert-policies': () => api.ok('upsert-policies', { body: { key: freshKey(), name: 'P', action_type: 'erasure' } }),
  'get-intake-config': () => api.ok('get-intake-config'),
  'replace-intake-config': async () => api.ok('replace-intake-config', { body: await api.ok('get-intake-config') }),
  'submit-privacy-requests': () => api.ok('submit-privacy-requests', { body: [goodItem] }),
  'list-privacy-requests': () => api.ok('list-privacy-requests'),
  'approve-privacy-requests': () => api.ok('approve-privacy-requests', { body: reviewed() }),
  'deny-privacy-requests': () => api.ok('deny-privacy-requests', { body: reviewed() }),
  'cancel-privacy-requests': () => api.ok('cancel-privacy-requests', { body: reviewed() }),
  'get-privacy-request': () => api.ok('get-privacy-request', { params: { id: waiting } }),
  'delete-privacy-request': async () => {
    const id = await submitWaiting(api);
    return api.ok('delete-privacy-request', { params: { id } });
  },
  'log-identity-view': () => api.ok('log-identity-view', { params: { id: complete } }),
  'read-request-log': () => api.ok('read-request-log', { params: { id: complete } }),
  'get-access-results': () => api.ok('get-access-results', { params: { id: complete } }),
  'upload-manual-input': () => api.ok('upload-manual-input', { params: { id: waiting, key }, body: {} }),
  'view-manual-input': () => api.ok('view-manual-input', { params: { id: waiting, key } }),
  'resume-privacy-request': async () => {
    const id = await submitWaiting(api);
    await api.ok('upload-manual-input', { params: { id, key }, body: {} });
    return api.ok('resume-privacy-request', { params: { id } });
  },
  'check-health': () => api.ok('check-health'),
  'get-openapi-document': () => api.ok('get-openapi-document'),
  'read-api-page': () => api.ok('read-api-page'),
  'issue-token': () =>
    api.ok('issue-token', {
      raw: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: api.target.clientId,
        client_secret: api.target.clientSecret,
      }),
    }),
  'upload-attachment': () => attach(api),
  'open-direct-upload': () => openDirect(api),
  'complete-direct-upload': () => sendDirect(api),
  'delete-attachment': async () => {
    const { id, token } = await attach(api);
    return api.ok('delete-attachment', { params: { id }, headers: { 'x-upload-token': token } });
  },
  'link-attachment': async () => {
    const { id: file } = await attach(api);
    const fieldsWithFile = { supporting_documents: { label: 'Documents', value: [file] } };
    const id = await submit(api, { ...goodItem, custom_privacy_request_fields: fieldsWithFile });
    return api.ok('link-attachment', { params: { id, attachment_id: file } });
  },
};

describe('every route', () => {
  it('has an example here', () => {
    expect([...Object.keys(examples), ...elsewhere].sort()).toEqual(routes.map((route) => route.id).sort());
  });

  it.each(Object.entries(examples))('answers %s as its schema says', async (_, example) => {
    await example();
  });
});
