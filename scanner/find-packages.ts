import { existsSync, readdirSync } from 'node:fs';

/** Where Debian's packages keep what the scanner needs. */
export interface ScannerPackages {
  readonly clamd: string;
  readonly cicap: string;
  /** c-icap's modules, in a folder of the machine's architecture. */
  readonly modules: string;
  readonly templates: string;
  readonly magic: string;
}

/** What to do when something is missing. */
export const installSentence =
  'Install Debian’s packages first: sudo apt-get install --no-install-recommends c-icap libc-icap-mod-virus-scan clamav-daemon';

/**
 * Looks for the installed packages.
 * @returns nothing when any part is missing
 */
export function findPackages(): ScannerPackages | undefined {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').map((name) => `/usr/lib/${name}/c_icap`) : [];
  const packages = {
    clamd: '/usr/sbin/clamd',
    cicap: '/usr/bin/c-icap',
    modules: folders.find((folder) => existsSync(`${folder}/virus_scan.so`) && existsSync(`${folder}/clamd_mod.so`)) ?? '',
    templates: '/usr/share/c_icap/templates/',
    magic: '/etc/c-icap/c-icap.magic',
  };
  return Object.values(packages).every((path) => existsSync(path)) ? packages : undefined;
}
