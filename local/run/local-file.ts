import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a program on this machine needs to use the run (CONTRACT section 11). */
export interface LocalFile {
  readonly base_url: string;
  readonly pid: number;
  readonly client_id: string;
  readonly client_secret: string;
  readonly mailbox_url: string;
  /** What the run's one person logs in with at the desk. */
  readonly reviewer_password: string;
}

/** Where the file is. */
export function localFilePath(folder: string): string {
  return join(folder, 'local.json');
}

/** Writes `local.json`, readable by its owner only; a reader never sees half of it. */
export function writeLocalFile(folder: string, content: LocalFile): void {
  const path = localFilePath(folder);
  const half = `${path}.half`;
  rmSync(half, { force: true });
  writeFileSync(half, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(half, path);
}

/** Removes `local.json`; a run that is not ready has none. */
export function removeLocalFile(folder: string): void {
  rmSync(localFilePath(folder), { force: true });
}
