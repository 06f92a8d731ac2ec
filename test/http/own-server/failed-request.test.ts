import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeManual } from '../api/connections.ts';
import { eventsOf, goodItem, reach, readPackage, submitWaiting } from '../api/requests.ts';
import { makeMarker } from '../api/server-log.ts';
import { type OwnDossier, startOwn } from './open-own.ts';

/** The workflow tries a package five times more, over half a minute (the ASL file). */
const untilErrorMs = 120_000;
const marker = makeMarker();
let own: OwnDossier;
let key = '';

beforeAll(async () => {
  own = await startOwn();
  key = await makeManual(own.api, ['email']);
});
afterAll(async () => {
  await own.dossier.stop();
  await rm(own.dossier.dataDir, { recursive: true, force: true });
});

/** Lets the disk behind the object store refuse every new object, or take them again. */
function refuseObjects(refuse: boolean): void {
  const database = new DatabaseSync(join(own.dossier.dataDir, 'objects', 'fauxqs.db'));
  database.exec(
    refuse ? "CREATE TRIGGER refuse BEFORE INSERT ON s3_objects BEGIN SELECT RAISE(ABORT, 'no room'); END" : 'DROP TRIGGER refuse',
  );
  database.close();
}

describe('a request whose package cannot be stored', () => {
  it(
    'fails in words, is retried by a reviewer with all that was typed in, and survives a crash right then',
    async () => {
      const id = await submitWaiting(own.api, { ...goodItem, identity: { name: marker } });
      await own.api.problem('retry-privacy-request', 'privacy_request.wrong_status', { params: { id } });
      await own.api.ok('upload-manual-input', { params: { id, key }, body: { email: 'kept' } });
      refuseObjects(true);
      await own.api.ok('resume-privacy-request', { params: { id } });
      const failed = await reach(own.api, id, 'error', untilErrorMs);
      expect(failed.failure?.message).toMatch(/^[A-Z].+\.$/);
      expect(JSON.stringify(failed.failure)).not.toMatch(/no room|sqlite|trigger|at .+\.ts/i);
      await own.api.problem('get-access-results', 'package.not_ready', { params: { id } });
      expect((await own.api.ok('list-privacy-requests', { query: 'status=error' })).items.map((item) => item.id)).toEqual([id]);

      refuseObjects(false);
      expect((await own.api.ok('retry-privacy-request', { params: { id } })).status).toBe('in_processing');
      await own.dossier.kill9();
      own = await startOwn({ dataDir: own.dossier.dataDir });
      const done = await reach(own.api, id, 'complete');
      expect(done).not.toHaveProperty('failure');
      expect(await readPackage(own.api, id)).toEqual({ [key]: [{ email: 'kept' }] });
      expect(await eventsOf(own.api, id)).toEqual(expect.arrayContaining(['failed', 'retried', 'completed']));
      const again = await own.api.problem('retry-privacy-request', 'privacy_request.wrong_status', { params: { id } });
      expect(again.detail).toContain('complete');
    },
    2 * untilErrorMs,
  );
});
