import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodItem, reach, submit } from '../api/requests.ts';
import { expectNotLogged, makeMarker } from '../api/server-log.ts';
import { type OwnDossier, startOwn } from './open-own.ts';

let own: OwnDossier;

beforeAll(async () => {
  own = await startOwn({
    env: {
      DOSSIER__EXECUTION__REQUIRE_MANUAL_REQUEST_APPROVAL: 'true',
      DOSSIER__EXECUTION__ALLOW_CUSTOM_PRIVACY_REQUEST_FIELD_COLLECTION: 'false',
    },
  });
});
afterAll(async () => {
  await own.dossier.stop();
  await rm(own.dossier.dataDir, { recursive: true, force: true });
});

describe('with approval required', () => {
  it('a request stays pending until a reviewer approves it', async () => {
    const id = await submit(own.api);
    expect(await own.api.ok('get-privacy-request', { params: { id } })).toMatchObject({
      status: 'pending',
      reviewed_at: null,
      reviewed_by: null,
    });
    const { succeeded } = await own.api.ok('approve-privacy-requests', { body: { request_ids: [id] } });
    expect(succeeded).toMatchObject([{ id, reviewed_by: own.api.target.clientId }]);
    const done = await reach(own.api, id, 'complete');
    expect(done.reviewed_at).not.toBe(null);
    const again = await own.api.ok('approve-privacy-requests', { body: { request_ids: [id] } });
    expect(again.failed[0]?.message).toContain('complete');
  });

  it('a denied request keeps its reason and goes nowhere', async () => {
    const id = await submit(own.api);
    const { succeeded } = await own.api.ok('deny-privacy-requests', { body: { request_ids: [id], reason: ' Not the person. ' } });
    expect(succeeded).toMatchObject([{ id, status: 'denied', reason: 'Not the person.', reviewed_by: own.api.target.clientId }]);
    for (const route of ['approve-privacy-requests', 'cancel-privacy-requests'] as const) {
      const { failed } = await own.api.ok(route, { body: { request_ids: [id] } });
      expect(failed[0]?.message).toContain('denied');
    }
    await own.api.problem('get-access-results', 'package.not_ready', { params: { id } });
  });

  it('of an approval and a denial at once one wins', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await submit(own.api);
      const body = { request_ids: [id], reason: 'x' };
      const answers = await Promise.all([own.api.ok('approve-privacy-requests', { body }), own.api.ok('deny-privacy-requests', { body })]);
      expect(answers.map((answer) => answer.succeeded.length).sort()).toEqual([0, 1]);
      await reach(own.api, id, answers[0]?.succeeded.length === 1 ? 'complete' : 'denied');
    }
  });

  it('a call decides about many, and names those it could not', async () => {
    const ids = [await submit(own.api), await submit(own.api)];
    const request_ids = [ids[0], 'pri_nobody', ids[1], ids[0]];
    const { succeeded, failed } = await own.api.ok('cancel-privacy-requests', { body: { request_ids } });
    expect(succeeded.map((request) => request.id)).toEqual(ids);
    expect(failed).toMatchObject([
      { index: 1, data: { id: 'pri_nobody' } },
      { index: 3, data: { id: ids[0] } },
    ]);
  });
});

describe('with the collection of custom fields switched off', () => {
  it('custom fields are not stored, and a file field fails the item', async () => {
    const marker = makeMarker();
    const withFields = (custom_privacy_request_fields: object) => ({ ...goodItem, custom_privacy_request_fields });
    const { succeeded, failed } = await own.api.ok('submit-privacy-requests', {
      body: [
        withFields({ anything: { label: 'x', value: marker } }),
        withFields({ supporting_documents: { label: 'x', value: ['att_x'] } }),
      ],
    });
    expect(failed).toMatchObject([{ index: 1 }]);
    const answer = await own.api.call('get-privacy-request', { params: { id: succeeded[0]?.id ?? '' } });
    expect(answer.text).not.toContain(marker);
    await expectNotLogged(own.api, marker);
  });
});
