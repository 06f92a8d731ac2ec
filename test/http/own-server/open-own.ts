import { join } from 'node:path';
import { type Dossier, type DossierOptions, startDossier } from '../../support/start-dossier.ts';
import { type Api, openApi } from '../api/open-api.ts';

/** A Dossier of a test's own, with its API. */
export interface OwnDossier {
  readonly dossier: Dossier;
  readonly api: Api;
}

/** Calls a minute: more than these tests make. */
const manyCalls = '1000000';

/** Starts a Dossier for one test. Its client is new at every start, so the API is too. */
export async function startOwn(options: DossierOptions = {}): Promise<OwnDossier> {
  const dossier = await startDossier({
    ...options,
    env: { DOSSIER__RATE_LIMIT__PUBLIC_PER_MINUTE: manyCalls, DOSSIER__RATE_LIMIT__UPLOADS_PER_MINUTE: manyCalls, ...options.env },
  });
  const { baseUrl, clientId, clientSecret, dataDir } = dossier;
  return { dossier, api: openApi({ baseUrl, clientId, clientSecret, logFile: join(dataDir, 'dossier.log') }) };
}
