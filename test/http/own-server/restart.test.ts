import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { makeManual } from '../api/connections.ts';
import { eventsOf, reach, readPackage, submitWaiting } from '../api/requests.ts';
import { type OwnDossier, startOwn } from './open-own.ts';

let own: OwnDossier | undefined;

afterEach(async () => {
  await own?.dossier.stop();
  if (own !== undefined) await rm(own.dossier.dataDir, { recursive: true, force: true });
});

const ends = [
  ['SIGTERM', async ({ dossier }: OwnDossier) => expect(await dossier.stop()).toBe(0)],
  ['kill -9', ({ dossier }: OwnDossier) => dossier.kill9()],
] as const;

describe.each(ends)('after %s while a request waits', (_, end) => {
  it('the next run knows all of it, and the request goes on to its package', async () => {
    own = await startOwn();
    const key = await makeManual(own.api, ['email', 'phone']);
    const other = await makeManual(own.api, ['note']);
    const id = await submitWaiting(own.api);
    await own.api.ok('upload-manual-input', { params: { id, key }, body: { email: 'jane@example.com' } });
    await end(own);

    own = await startOwn({ dataDir: own.dossier.dataDir });
    const { api } = own;
    expect(await api.ok('get-privacy-request', { params: { id } })).toMatchObject({ status: 'requires_input', waiting_for: [other] });
    expect(await api.ok('view-manual-input', { params: { id, key } })).toMatchObject({
      checked: true,
      fields: { email: 'jane@example.com' },
    });
    await api.problem('resume-privacy-request', 'privacy_request.input_missing', { params: { id } });
    await api.ok('upload-manual-input', { params: { id, key: other }, body: {} });
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    expect(await readPackage(api, id)).toEqual({ [key]: [{ email: 'jane@example.com', phone: null }], [other]: [{ note: null }] });
    const events = await eventsOf(api, id);
    for (const once of ['submitted', 'input_required', 'resumed', 'completed']) {
      expect(
        events.filter((event) => event === once),
        once,
      ).toHaveLength(1);
    }
  });
});
