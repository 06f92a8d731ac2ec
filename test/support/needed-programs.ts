import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findPostgres } from '../sources/find-postgres.ts';
import { chromiumPath } from '../web/browser/chromium-path.ts';

/** A program that some test files need beside npm and Java. The scanner's are looked for by `test/scanner/when-installed.ts`. */
interface NeededProgram {
  readonly name: string;
  readonly isThere: () => boolean;
  /** The package of Debian that brings it. */
  readonly debian: string;
  readonly files: readonly string[];
}

const readme = 'test/http/own-server/readme.test.ts';
const postgresTls = 'test/sources/postgres-tls.test.ts';

const programs: readonly NeededProgram[] = [
  {
    name: 'Chromium',
    isThere: () => existsSync(chromiumPath),
    debian: 'chromium',
    files: ['test/web/*.test.ts', 'test/web/own-server/*.test.ts', 'test/web/parts/report.test.ts'],
  },
  {
    name: 'PostgreSQL',
    isThere: () => findPostgres() !== undefined,
    debian: 'postgresql',
    files: [
      'test/sources/postgres-*.test.ts',
      'test/sources/collected-packages.test.ts',
      'test/sources/failing-sources.test.ts',
      'test/sources/source-connections.test.ts',
    ],
  },
  { name: 'openssl', isThere: () => isOnPath('openssl'), debian: 'openssl', files: [postgresTls] },
  { name: 'unzip', isThere: () => isOnPath('unzip'), debian: 'unzip', files: ['test/packages/write-package.test.ts', readme] },
  { name: 'python3', isThere: () => isOnPath('python3'), debian: 'python3', files: ['test/packages/write-*.test.ts'] },
  { name: 'curl', isThere: () => isOnPath('curl'), debian: 'curl', files: [readme] },
];

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Programs that are not on this machine. In CI none may be missing: there the tests that need one fail. */
const missing = process.env.CI === undefined ? programs.filter((program) => !program.isThere()) : [];

/** The test files that cannot run on this machine. */
export const leftOutFiles: string[] = missing.flatMap(({ files }) => files);

/** What was left out, why, and how to get it; a sentence for each missing program. */
export const leftOutSentences: readonly string[] = missing.map(
  ({ name, debian, files }) => `LEFT OUT, ${name} isn’t installed: ${files.join(', ')}. To have it: sudo apt-get install ${debian}`,
);
