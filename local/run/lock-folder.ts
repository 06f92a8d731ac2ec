import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  if (isShared(folder)) {
    throw new StartError(`The data folder ${folder} is shared with other programs; set DOSSIER_DATA_DIR to a folder of its own.`);
  }
  let database: DatabaseSync;
  try {
    makeFolder(folder);
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

/**
 * Makes a folder, and the folders it lies in. Node's own `recursive` tries for ever where a file system answers that there is no such
 * folder for every name below one that is there, as that of `/proc` does.
 */
function makeFolder(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** Whether a folder is one of the system's, such as `/tmp` or `/`: root could take it from everybody else, and would here. */
function isShared(folder: string): boolean {
  const stickyBit = 0o1000;
  try {
    return dirname(folder) === folder || (statSync(folder).mode & stickyBit) !== 0;
  } catch {
    // It is not there yet, or nobody can make it.
    return false;
  }
}
