import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDossier } from '../support/start-dossier.ts';
import type { Target } from './api/target.ts';

/** Calls a minute: more than the whole suite makes, so that only the tests of the limit meet it. */
const manyCalls = '1000000';

/** Hands every file of the project one Dossier: the one the environment names, else a local run that ends with the project. */
export default async function startSharedServer(project: TestProject): Promise<() => Promise<void>> {
  const named = readTarget(process.env);
  if (named !== undefined) {
    project.provide('target', named);
    return async () => {};
  }
  const dossier = await startDossier({
    env: { DOSSIER__RATE_LIMIT__PUBLIC_PER_MINUTE: manyCalls, DOSSIER__RATE_LIMIT__UPLOADS_PER_MINUTE: manyCalls },
  });
  const { baseUrl, clientId, clientSecret, dataDir } = dossier;
  project.provide('target', { baseUrl, clientId, clientSecret, logFile: join(dataDir, 'dossier.log') });
  return async () => {
    await dossier.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

function readTarget(variables: NodeJS.ProcessEnv): Target | undefined {
  const baseUrl = variables.DOSSIER_TEST_BASE_URL;
  if (!baseUrl) return undefined;
  const clientId = variables.DOSSIER_TEST_CLIENT_ID;
  const clientSecret = variables.DOSSIER_TEST_CLIENT_SECRET;
  if (!clientId || !clientSecret) {
    throw new Error('DOSSIER_TEST_BASE_URL needs DOSSIER_TEST_CLIENT_ID and DOSSIER_TEST_CLIENT_SECRET beside it.');
  }
  return { baseUrl: baseUrl.replace(/\/$/, ''), clientId, clientSecret };
}
