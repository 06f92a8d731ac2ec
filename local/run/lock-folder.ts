import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';

/**
 * Takes the data folder for this run, and makes it where it is not there yet.
 *
 * SQLite's exclusive lock is one of the operating system: it ends with the process that holds it, also after `kill -9`, so
 * there is no stale lock to judge and no process id to mistake.
 *
 * @param waitMs - How long to wait for a run that is just ending, such as the one `node --watch` replaces.
 * @returns What lets the folder go.
 * @throws {@link StartError} when another run holds the folder, or the folder cannot be used.
 */
export function lockFolder(folder: string, waitMs = 0): () => void {
  let database: DatabaseSync;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // All of it is personal data: nobody else on this machine reads it.
    chmodSync(folder, 0o700);
    database = new DatabaseSync(join(folder, 'run.lock'), { timeout: waitMs });
  } catch {
    throw new StartError(`The data folder ${folder} cannot be used; set DOSSIER_DATA_DIR to a folder that can be written.`);
  }
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch {
    database.close();
    throw new StartError(`Another run uses the data folder ${folder}; stop it, or set DOSSIER_DATA_DIR to another folder.`);
  }
  return () => database.close();
}
