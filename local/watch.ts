import { join } from 'node:path';
import { readCommandLine } from '../bin/command-line.ts';
import { projectRoot } from '../bin/project-root.ts';
import { runVariables } from './run/run-variables.ts';

/** The folders whose files a run is made of. */
const watched = ['local', 'lambdas', 'core', 'adapters', 'contracts', 'statemachines', 'config'];

readCommandLine({
  call: 'npm run dev',
  summary: 'Runs Dossier as npm start does, and starts it anew when a file changes.',
  options: {},
  variables: runVariables,
});

if (process.execve === undefined) throw new Error('This system can’t replace a process by another; start Dossier with npm start.');
// That Node calls this experimental is nothing the person at the terminal can do anything about.
process.removeAllListeners('warning');
// It takes this process over: nothing stands between the terminal and the run that it ends.
const folders = watched.map((folder) => `--watch-path=${join(projectRoot, folder)}`);
process.execve(process.execPath, [process.execPath, ...folders, join(projectRoot, 'local/main.ts')], process.env);
