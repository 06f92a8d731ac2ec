import { keeps, stages } from '../lib/stages.ts';
import { runCdk } from './run-cdk.ts';
import { readStageOptions } from './stage-option.ts';

const help = `Takes a stage down: everything that runs and costs, and in a stage that keeps its data none of the data.

  npm run destroy -- --stage dev          asks first
  npm run destroy -- --stage dev --yes    asks nothing, for machines

Of a stage that keeps its data (prod), the stacks with tables, files and users stay, protected; their logs and keys stay too. To delete them
is a decision of its own, told in docs/deploy.md.`;

/** The stacks that hold what can't be made again. */
const holding = ['data', 'identity'];

try {
  const options = readStageOptions(process.argv.slice(2));
  if (options === undefined) console.log(help);
  else {
    const { stage, yes } = options;
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
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
