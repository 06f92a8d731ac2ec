import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { findPackages } from '../../scanner/find-packages.ts';
import { startDossier } from '../support/start-dossier.ts';
import { readSite, type Site } from './browser/site.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Dossier that the files of this project share. */
    site: Site;
  }
}

/** Calls a minute: more than the whole suite makes. */
const many = '1000000';

/** Starts one Dossier for the project: with review, and with the scanner where one is installed. */
export default async function startSharedServer(project: TestProject): Promise<() => Promise<void>> {
  const dossier = await startDossier({
    env: {
      DOSSIER__ATTACHMENT_SCANNING__ENABLED: findPackages() === undefined ? 'false' : 'true',
      DOSSIER__EXECUTION__REQUIRE_MANUAL_REQUEST_APPROVAL: 'true',
      DOSSIER__RATE_LIMIT__PUBLIC_PER_MINUTE: many,
      DOSSIER__RATE_LIMIT__UPLOADS_PER_MINUTE: many,
    },
  });
  project.provide('site', await readSite(dossier));
  return async () => {
    await dossier.stop();
    await rm(dossier.dataDir, { recursive: true, force: true });
  };
}
