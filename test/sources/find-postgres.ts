import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian and others put the server, which is not on everybody's PATH. */
const folders = ['/usr/lib/postgresql', '/usr/local/opt', '/opt/homebrew/opt'];

/** The folder of PostgreSQL's programs, of the newest version; nothing where there is none. */
export function findPostgres(): string | undefined {
  const found = folders.flatMap((folder) => (existsSync(folder) ? readdirSync(folder).map((version) => join(folder, version, 'bin')) : []));
  return found.sort().findLast((folder) => existsSync(join(folder, 'initdb')));
}
