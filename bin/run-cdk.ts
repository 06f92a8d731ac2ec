import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { projectRoot } from './project-root.ts';

/** Runs the `cdk` command of this project, with the Node of this project. @throws Error when it fails */
export function runCdk(...args: readonly string[]): void {
  const programs = join(projectRoot, 'node_modules/.bin');
  const { status } = spawnSync(join(programs, 'cdk'), args, {
    cwd: projectRoot,
    env: { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH ?? ''}` },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`cdk ${args[0] ?? ''} failed.`);
}
