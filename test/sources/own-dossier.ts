import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { settingVariable } from '../../contracts/setting-variable.ts';
import { clearConnections } from '../http/api/connections.ts';
import { type Api, openApi } from '../http/api/open-api.ts';
import { downloadPackage } from '../http/api/requests.ts';
import { type Dossier, startDossier } from '../support/start-dossier.ts';
import { customerTable } from './seed-example.ts';
import { startPostgres, type TestPostgres } from './start-postgres.ts';

/** The Dossier of the test file that imports this, with a database beside it: both are there while the file's tests run. */
export let dossier: Dossier;
export let api: Api;
/** Has the seed's table in the database `example`. */
export let postgres: TestPostgres;

/** Sources may know what was answered in the form. */
const tellAnswers = {
  [settingVariable('execution.allow_custom_privacy_request_field_collection')]: 'true',
  [settingVariable('execution.allow_custom_privacy_request_fields_in_request_execution')]: 'true',
};

beforeAll(async () => {
  [postgres, dossier] = await Promise.all([startPostgres(), startDossier({ env: tellAnswers })]);
  await postgres.createDatabase('example', customerTable);
  api = openApi({ baseUrl: dossier.baseUrl, clientId: dossier.clientId, clientSecret: dossier.clientSecret });
}, 120_000);

afterAll(async () => {
  await dossier?.stop();
  await postgres?.close();
  if (dossier !== undefined) await rm(dossier.dataDir, { recursive: true, force: true });
});

beforeEach(() => clearConnections(api));

/** Creates a connection to a database, with its datasets. */
export async function connect(key: string, secrets: object, dataset: object): Promise<void> {
  await api.ok('create-connections', { body: { key, connection_type: 'postgres', access: 'read', secrets } });
  await api.ok('define-datasets', { params: { key }, body: dataset });
}

/** What `package.json` of a complete request says. */
export async function packageJson(id: string): Promise<unknown> {
  return JSON.parse((await downloadPackage(api, id)).get('package.json') ?? '');
}
