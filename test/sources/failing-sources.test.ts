import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reach, submit } from '../http/api/requests.ts';
import { until } from '../http/api/until.ts';
import { api, connect, dossier, packageJson, postgres } from './own-dossier.ts';
import { customerTable, seedDataset } from './seed-example.ts';
import { startPostgres, type TestPostgres } from './start-postgres.ts';

let second: TestPostgres;

beforeAll(async () => {
  second = await startPostgres();
  await second.createDatabase('shop', customerTable);
}, 90_000);
afterAll(() => second?.close());

describe('a source that stops half way', () => {
  it('puts the request into error with a cause, keeps what others gave, and is not asked again for what it answered', async () => {
    await connect('first', postgres.secrets('example'), seedDataset);
    await connect('second', second.secrets('shop'), { ...seedDataset, fides_key: 'shop' });
    await second.stop();
    const [before, beforeSecond] = [(await postgres.queries()).length, (await second.queries()).length];
    const id = await submit(api);
    // The workflow tries a source that is not there for half a minute.
    const failed = await until(
      'the request in error',
      async () => {
        const request = await api.ok('get-privacy-request', { params: { id } });
        return request.status === 'error' ? request : undefined;
      },
      90_000,
    );
    expect(failed.failure).toEqual({
      code: 'SourceFailed',
      message:
        "The source 'second' could not be read. The database cannot be reached: it does not take connections at the address of the connection.",
    });
    const { items } = await api.ok('read-request-log', { params: { id } });
    expect(items.filter((entry) => entry.event === 'source_failed')).toMatchObject([
      { connection_key: 'second', message: expect.stringContaining('cannot be reached') },
    ]);
    expect(items.filter((entry) => entry.event === 'source_collected')).toMatchObject([{ connection_key: 'first' }]);
    expect((await postgres.queries()).length).toBe(before + 1);

    await second.start();
    await api.ok('retry-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    expect(await packageJson(id)).toEqual({
      'postgres_example:customer': [{ name: 'Jane Customer', email: 'jane@example.com', id: 1 }],
      'shop:customer': [{ name: 'Jane Customer', email: 'jane@example.com', id: 1 }],
    });
    expect((await postgres.queries()).length, 'the source that had answered was asked again').toBe(before + 1);
    expect((await second.queries()).length).toBe(beforeSecond + 1);
  }, 150_000);

  it('fails at once where the password is wrong, in words that hold no secret', async () => {
    const secrets = { ...postgres.secrets('example'), password: 'wrong-hunter2' };
    await connect('first', secrets, seedDataset);
    const id = await submit(api);
    const { failure } = await reach(api, id, 'error');
    expect(failure?.message).toBe("The source 'first' could not be read. The database refuses the user name or the password.");
    expect(await readFile(join(dossier.dataDir, 'dossier.log'), 'utf8')).not.toContain('hunter2');
  });
});
