import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineFields, freshKey } from '../api/connections.ts';
import type { Api } from '../api/open-api.ts';
import { goodItem, reach, readPackage } from '../api/requests.ts';
import { type OwnDossier, startOwn } from './open-own.ts';

/** Reviewers decide here, so that approve and deny have something to decide. */
const env = { DOSSIER__EXECUTION__REQUIRE_MANUAL_REQUEST_APPROVAL: 'true' };
const connection = { connection_type: 'manual_request', access: 'read' } as const;
const idempotent = { 'idempotency-key': freshKey() };
const item = { ...goodItem, identity: { external_id: freshKey('person') } };

let own: OwnDossier;
/** The requests by what becomes of them. */
const ids = { kept: '', denied: '', canceled: '', deleted: '', released: '' };

beforeAll(async () => {
  own = await startOwn({ env });
});
afterAll(async () => {
  await own.dossier.stop();
  await rm(own.dossier.dataDir, { recursive: true, force: true });
});

/** Calls that write, all sent at once, and what must be there after the power failed right behind the last answer. */
type Step = readonly [name: string, write: (api: Api) => Promise<unknown>, there: (api: Api) => Promise<unknown>];

const steps: readonly Step[] = [
  [
    'connections, a policy and the intake configuration',
    (api) =>
      Promise.all([
        api.ok('create-connections', { body: ['crm', 'gone', 'shop'].map((key) => ({ key, ...connection })) }),
        api.ok('upsert-policies', { body: { key: 'quick', name: 'Quick', action_type: 'access', execution_timeframe_days: 3 } }),
        api.ok('replace-intake-config', { body: { properties: [{ property_id: 'NEW', name: 'New', actions: [] }] } }),
      ]),
    async (api) => {
      expect((await api.ok('list-connections')).items.map((found) => found.key)).toEqual(['crm', 'gone', 'shop']);
      expect((await api.ok('list-policies')).items).toContainEqual(expect.objectContaining({ key: 'quick', execution_timeframe_days: 3 }));
      expect((await api.ok('get-intake-config')).properties).toMatchObject([{ property_id: 'NEW' }]);
    },
  ],
  [
    'fields and the deletion of a connection',
    (api) => Promise.all([defineFields(api, 'crm', ['email']), api.ok('delete-connection', { params: { key: 'gone' } })]),
    async (api) => {
      expect((await api.ok('get-fields', { params: { key: 'crm' } })).fields).toMatchObject([{ dsr_package_label: 'email' }]);
      await api.problem('get-connection', 'connection.not_found', { params: { key: 'gone' } });
    },
  ],
  [
    'a submission',
    async (api) => {
      const names = Object.keys(ids) as (keyof typeof ids)[];
      const { succeeded } = await api.ok('submit-privacy-requests', { headers: idempotent, body: names.map(() => item) });
      for (const [index, name] of names.entries()) ids[name] = succeeded[index]?.id ?? '';
    },
    async (api) => {
      const again = await api.ok('submit-privacy-requests', { headers: idempotent, body: Object.keys(ids).map(() => item) });
      expect(again.succeeded.map((request) => request.id)).toEqual(Object.values(ids));
      expect(await api.ok('list-privacy-requests', { query: 'status=pending' })).toMatchObject({ total: Object.keys(ids).length });
    },
  ],
  [
    'an approval',
    (api) => api.ok('approve-privacy-requests', { body: { request_ids: [ids.kept, ids.released] } }),
    async (api) => {
      for (const id of [ids.kept, ids.released]) expect((await reach(api, id, 'requires_input')).reviewed_at).not.toBe(null);
    },
  ],
  [
    'a denial, a cancellation, a deletion and manual input',
    (api) =>
      Promise.all([
        api.ok('deny-privacy-requests', { body: { request_ids: [ids.denied], reason: 'Not the person.' } }),
        api.ok('cancel-privacy-requests', { body: { request_ids: [ids.canceled] } }),
        api.ok('delete-privacy-request', { params: { id: ids.deleted } }),
        api.ok('upload-manual-input', { params: { id: ids.kept, key: 'crm' }, body: { email: 'kept' } }),
      ]),
    async (api) => {
      const denied = await api.ok('get-privacy-request', { params: { id: ids.denied } });
      expect(denied).toMatchObject({ status: 'denied', reason: 'Not the person.' });
      expect((await api.ok('get-privacy-request', { params: { id: ids.canceled } })).status).toBe('canceled');
      await api.problem('get-privacy-request', 'privacy_request.not_found', { params: { id: ids.deleted } });
      expect((await api.ok('read-request-log', { params: { id: ids.deleted } })).items.at(-1)?.event).toBe('deleted');
      const input = await api.ok('view-manual-input', { params: { id: ids.kept, key: 'crm' } });
      expect(input).toMatchObject({ checked: true, fields: { email: 'kept' } });
    },
  ],
  [
    'a resume',
    (api) => api.ok('resume-privacy-request', { params: { id: ids.kept } }),
    async (api) => {
      await reach(api, ids.kept, 'complete');
      expect(await readPackage(api, ids.kept)).toEqual({ crm: [{ email: 'kept' }] });
    },
  ],
  [
    'the deletion of the fields a request waits for',
    (api) => api.ok('delete-fields', { params: { key: 'crm' } }),
    async (api) => {
      await reach(api, ids.released, 'complete');
      expect(await readPackage(api, ids.released)).toEqual({});
    },
  ],
];

describe('kill -9 right after the answer', () => {
  it.each(steps)('loses nothing of %s', async (_, write, there) => {
    await write(own.api);
    await own.dossier.kill9();
    own = await startOwn({ env, dataDir: own.dossier.dataDir });
    await there(own.api);
  });
});
