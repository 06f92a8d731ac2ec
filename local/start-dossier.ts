import { resolve } from 'node:path';
import { beginDatabase } from './dynamodb/begin-database.ts';
import { removeLocalFile } from './run/local-file.ts';
import { lockFolder } from './run/lock-folder.ts';
import { openProgress } from './run/progress.ts';
import { readPort } from './run/read-port.ts';
import { endOnSignals, makeEnding } from './run/stop.ts';
import { loadSettings, readSettingsFile } from './settings/load-settings.ts';

/** Milliseconds a run that is just ending may hold the folder, such as the one that `node --watch` replaces. */
const lockWaitMs = 500;

/**
 * Starts a local run (CONTRACT section 11) and returns when it is ready.
 * @throws StartError, with one sentence, when it cannot start; what had started is ended again.
 */
export async function startDossier(variables: NodeJS.ProcessEnv): Promise<void> {
  const startedAt = performance.now();
  const folder = resolve(variables.DOSSIER_DATA_DIR || '.dossier');
  const port = readPort(variables.PORT);
  const settings = loadSettings(readSettingsFile(), variables);
  const ending = makeEnding();
  try {
    ending.add(lockFolder(folder, lockWaitMs));
    removeLocalFile(folder);
    const progress = openProgress(folder, startedAt);
    endOnSignals(ending, progress.say);
    progress.step(`The data is in ${folder}; starting the parts.`);
    // Java takes longest, so it starts before the rest of Dossier is even read.
    const database = beginDatabase(folder, variables.AWS_ENDPOINT_URL_DYNAMODB || undefined, ending, progress);
    const { runService } = await import('./run-service.ts');
    await runService({ folder, port, settings, variables, database, ending, progress });
  } catch (error) {
    await ending.run();
    throw error;
  }
}
