import { isStageName, type StageName, stages } from '../lib/stages.ts';

/** What was asked on the command line. */
export interface StageOptions {
  readonly stage: StageName;
  /** Whether nobody is there to answer questions. */
  readonly yes: boolean;
}

/**
 * Reads `--stage <name>` and `--yes`.
 * @returns nothing where help was asked for
 * @throws Error with one sentence when something else stands there
 */
export function readStageOptions(words: readonly string[]): StageOptions | undefined {
  const rest = [...words];
  let stage: string | undefined;
  let yes = false;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--help' || word === '-h') return undefined;
    else if (word === '--stage') stage = rest.shift();
    else if (word === '--yes') yes = true;
    else throw new Error('There is no such option; see --help.');
  }
  const names = Object.keys(stages).join(', ');
  if (stage === undefined) throw new Error(`Say which stage: --stage <name>, one of ${names}.`);
  if (!isStageName(stage)) throw new Error(`There is no such stage; the stages are ${names}.`);
  return { stage, yes };
}
