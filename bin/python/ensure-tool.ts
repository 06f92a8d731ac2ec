import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

/** The tools that come from PyPI, each in an environment of its own. */
export type PythonTool = 'emulator' | 'cfn-lint' | 'checkov' | 'sam';

/**
 * Where a tool's programs are, after installing them under `.venv/` if they aren't there in the version that
 * `bin/python/requirements-<tool>.txt` names.
 * @throws Error when there is no Python, or the package can't be installed
 */
export function ensureTool(tool: PythonTool): string {
  const requirements = join(projectRoot, 'bin/python', `requirements-${tool}.txt`);
  const folder = join(projectRoot, '.venv', tool);
  const mark = join(folder, 'installed');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const programs = join(folder, 'bin');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return programs;
  rmSync(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder], 'An environment of Python can’t be made: install python3 and python3-venv.');
  const install = ['install', '--quiet', '--disable-pip-version-check', '--requirement', requirements];
  run(join(programs, 'pip'), install, `The packages of ${requirements} can’t be installed.`);
  writeFileSync(mark, wanted);
  return programs;
}

function run(command: string, args: readonly string[], failure: string): void {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(failure);
}
