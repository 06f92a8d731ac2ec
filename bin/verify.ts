import { spawnSync } from 'node:child_process';
import { readCommandLine } from './command-line.ts';
import { projectRoot } from './project-root.ts';

/** What is run, in this order; the first that fails ends it. */
const steps: readonly (readonly string[])[] = [
  ['lint'],
  ['typecheck'],
  ['synth'],
  ['check:templates'],
  ['deploy:local', '--', '--test'],
  ['test'],
];

readCommandLine({
  call: 'npm run verify',
  summary: `Runs what CI runs, one after the other: ${steps.map((step) => step.join(' ')).join(', ')}.`,
  options: {},
  notes: 'It ends at the first of them that fails.',
});

for (const step of steps) {
  const { status } = spawnSync('npm', ['run', ...step], { cwd: projectRoot, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`npm run ${step.join(' ')} failed.`);
    process.exitCode = 1;
    break;
  }
}
