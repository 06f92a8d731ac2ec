import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Which signatures a scanner has. `canary-only` finds the EICAR test file and nothing else. */
export type Signatures = 'freshclam' | 'canary-only';

/** The canary's, and the one of entries that clamd passes by (README.md). */
const ownSignatures = join(import.meta.dirname, 'signatures');

/**
 * Makes the folder clamd loads: freshclam's signatures by link where there are any, and always our own.
 * @param from where freshclam keeps them
 */
export function chooseSignatures(database: string, from = '/var/lib/clamav'): Signatures {
  mkdirSync(database, { recursive: true });
  for (const name of readdirSync(ownSignatures)) copyFileSync(join(ownSignatures, name), join(database, name));
  const official = existsSync(from) ? readdirSync(from).filter((name) => /\.c[vl]d$/.test(name)) : [];
  for (const name of official) symlinkSync(join(from, name), join(database, name));
  return official.length > 0 ? 'freshclam' : 'canary-only';
}
