import { keeps, stages } from '../lib/stages.ts';
import { type Command, readCommandLine } from './command-line.ts';
import { runCdk } from './run-cdk.ts';
import { demandStage, stageOptions } from './stage-option.ts';

const command = {
  call: 'npm run destroy',
  summary: 'Takes a stage down, and asks first: everything that runs and costs, and in a stage that keeps its data none of the data.',
  options: stageOptions,
  notes: `Of a stage that keeps its data (prod), the stacks with tables, files and users stay, protected; their logs and keys stay too. To delete them
is a decision of its own, told in docs/deploy.md.`,
} as const satisfies Command;

/** The stacks that hold what can't be made again. */
const holding = ['data', 'identity'];

const { stage: named, yes = false } = readCommandLine(command);
const stage = demandStage(command, named);
try {
  const settings = stages[stage];
  const going = [
    ...(settings.leftOut.alarms === undefined ? ['operations'] : []),
    ...(keeps(settings.edge) ? ['edge', 'edge-guard'] : []),
    ...['api', 'scan'],
    ...(keeps(settings.scanner) ? ['scanner'] : []),
    'workflow',
    ...(keeps(settings.keepData) ? [] : holding),
  ];
  runCdk('destroy', ...going.map((stack) => `${stage}/${stack}`), '--exclusively', '-c', `stage=${stage}`, ...(yes ? ['--force'] : []));
  if (keeps(settings.keepData))
    console.log(`The data stays, in the stacks ${holding.map((stack) => `dossier-${stage}-${stack}`).join(' and ')}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
