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
const ids = { kept: '', denied: '', canceled: '', deleted: '', released: '', failed: '' };

beforeAll(async () => {
  own = await startOwn({ env });
});
afterAll(async () => {
  await own.dossier.stop();
  await rm(own.dossier.dataDir, { recursive: true, force: true });
});

const statusOf = async (api: Api, id: string) => (await api.ok('get-privacy-request', { params: { id } })).status;

/** A call that writes, and what must be there after the power failed right behind its answer. */
type Step = readonly [name: string, write: (api: Api) => Promise<unknown>, there: (api: Api) => Promise<void>];

const steps: readonly Step[] = [
  [
    'a connection',
    (api) =>
      api.ok('create-connections', {
        body: [
          { key: 'crm', ...connection },
          { key: 'gone', ...connection, name: 'Gone' },
        ],
      }),
    async (api) => expect(await api.ok('get-connection', { params: { key: 'crm' } })).toMatchObject({ incomplete: true }),
  ],
  [
    'fields',
    (api) => defineFields(api, 'crm', ['email']),
    async (api) => expect((await api.ok('get-fields', { params: { key: 'crm' } })).fields).toMatchObject([{ dsr_package_label: 'email' }]),
  ],
  [
    'the deletion of a connection',
    (api) => api.ok('delete-connection', { params: { key: 'gone' } }),
    async (api) => void (await api.problem('get-connection', 'connection.not_found', { params: { key: 'gone' } })),
  ],
  [
    'a policy',
    (api) => api.ok('upsert-policies', { body: { key: 'quick', name: 'Quick', action_type: 'access', execution_timeframe_days: 3 } }),
    async (api) =>
      expect((await api.ok('list-policies')).items).toContainEqual(expect.objectContaining({ key: 'quick', execution_timeframe_days: 3 })),
  ],
  [
    'the intake configuration',
    (api) => api.ok('replace-intake-config', { body: { properties: [{ property_id: 'NEW', name: 'New', actions: [] }] } }),
    async (api) => expect((await api.ok('get-intake-config')).properties).toMatchObject([{ property_id: 'NEW' }]),
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
    'a denial',
    (api) => api.ok('deny-privacy-requests', { body: { request_ids: [ids.denied], reason: 'Not the person.' } }),
    async (api) =>
      expect(await api.ok('get-privacy-request', { params: { id: ids.denied } })).toMatchObject({
        status: 'denied',
        reason: 'Not the person.',
      }),
  ],
  [
    'a cancellation',
    (api) => api.ok('cancel-privacy-requests', { body: { request_ids: [ids.canceled] } }),
    async (api) => expect(await statusOf(api, ids.canceled)).toBe('canceled'),
  ],
  [
    'a deletion',
    (api) => api.ok('delete-privacy-request', { params: { id: ids.deleted } }),
    async (api) => {
      await api.problem('get-privacy-request', 'privacy_request.not_found', { params: { id: ids.deleted } });
      expect((await api.ok('read-request-log', { params: { id: ids.deleted } })).items.at(-1)?.event).toBe('deleted');
    },
  ],
  [
    'manual input',
    (api) => api.ok('upload-manual-input', { params: { id: ids.kept, key: 'crm' }, body: { email: 'kept' } }),
    async (api) =>
      expect(await api.ok('view-manual-input', { params: { id: ids.kept, key: 'crm' } })).toMatchObject({
        checked: true,
        fields: { email: 'kept' },
      }),
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
  [
    'a retry',
    async (api) => {
      await api.ok('create-connections', { body: { key: 'db', connection_type: 'postgres', access: 'read' } });
      await api.ok('approve-privacy-requests', { body: { request_ids: [ids.failed] } });
      await reach(api, ids.failed, 'error');
      await api.ok('delete-connection', { params: { key: 'db' } });
      await api.ok('retry-privacy-request', { params: { id: ids.failed } });
    },
    async (api) => void (await reach(api, ids.failed, 'complete')),
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
