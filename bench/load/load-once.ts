import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { environment } from '../../contracts/environment.ts';
import { loadSettings, readSettingsFile } from '../../local/settings/load-settings.ts';

const run = promisify(execFile);

/** Loads one file in a process of its own and prints the milliseconds. */
const program = 'const started = performance.now(); require(process.argv[1]); process.stdout.write(String(performance.now() - started));';

/** What functions see on AWS; names of things that are not there, since nothing is called. */
const variables = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  ...Object.fromEntries(Object.values(environment).map((name) => [name, 'none'])),
  ...loadSettings(readSettingsFile(), {}).variables,
};

/** Loads a bundle in a fresh process. @returns Milliseconds, without the start of Node itself. */
export async function loadOnce(file: string): Promise<number> {
  const { stdout } = await run(process.execPath, ['-e', program, file], { env: variables });
  return Number(stdout);
}
