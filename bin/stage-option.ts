import { isStageName, type StageName, stages } from '../lib/stages.ts';
import { type Command, refuseUse } from './command-line.ts';

const names = Object.keys(stages).join(', ');

/** What deploying a stage and taking it down can be told. */
export const stageOptions = {
  stage: { type: 'string', value: '<name>', does: `which stage: one of ${names}` },
  yes: { type: 'boolean', does: 'asks nothing, for machines' },
} as const;

/** The stage that was named; where there is none of that name, the process ends with a sentence that lists them. */
export function demandStage(command: Command, name: string | undefined): StageName {
  return name !== undefined && isStageName(name) ? name : refuseUse(command, `Say which stage by --stage, one of ${names}`);
}
