import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import { environment } from '../../contracts/environment.ts';
import { loadSettings, readSettingsFile } from '../../local/settings/load-settings.ts';

const run = promisify(execFile);

/** Loads one file in a process of its own and prints the milliseconds on the clock and of the processor. */
const program = [
  'const before = process.cpuUsage(), started = performance.now();',
  'require(process.argv[1]);',
  'const wall = performance.now() - started, used = process.cpuUsage(before);',
  'process.stdout.write(JSON.stringify({ wall, cpu: (used.user + used.system) / 1000 }));',
].join('\n');

const printed = z.object({ wall: z.number(), cpu: z.number() });

/** Milliseconds of one load. */
export interface Load {
  /** On the clock; whatever else the machine does counts too. */
  readonly wall: number;
  /** Of the processor, over all threads; other programs disturb it less. */
  readonly cpu: number;
}

/** What functions see on AWS; names of things that are not there, since nothing is called. */
const variables = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  ...Object.fromEntries(Object.values(environment).map((name) => [name, 'none'])),
  ...loadSettings(readSettingsFile(), {}).variables,
};

/** Loads a bundle in a fresh process; the start of Node itself does not count. */
export async function loadOnce(file: string): Promise<Load> {
  const { stdout } = await run(process.execPath, ['-e', program, file], { env: variables });
  return printed.parse(JSON.parse(stdout));
}
