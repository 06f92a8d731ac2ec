import { writeSync } from 'node:fs';
import { readCommandLine } from '../bin/command-line.ts';
import { runVariables } from './run/run-variables.ts';
import { StartError } from './run/start-error.ts';

readCommandLine({
  call: 'npm start',
  summary: 'Runs all of Dossier on this machine, on loopback only, until Ctrl+C.',
  options: {},
  variables: runVariables,
});

// The experimental warning of node:sqlite would be the first thing a person sees; it says nothing about Dossier.
process.removeAllListeners('warning');

// In Lambda a promise that nobody looks at ends one environment; here it must not end all functions at once.
process.on('unhandledRejection', (reason) => console.error(reason));

const { startDossier } = await import('./start-dossier.ts');

try {
  await startDossier(process.env);
} catch (error) {
  const sentence = error instanceof StartError ? error.message : `Dossier could not start. ${error instanceof Error ? error.stack : error}`;
  writeSync(2, `${sentence}\n`);
  process.exit(1);
}
