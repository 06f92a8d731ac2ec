import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps, Aspects, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks, WriteNagSuppressionsToCloudFormationAspect } from 'cdk-nag';
import { DossierStage } from './dossier-stage.ts';
import { isStageName, type StageSettings, stages } from './stages.ts';

/** What the app is built from. */
export interface DossierAppProps {
  /** The project's folder, as an absolute path. */
  readonly projectRoot: string;
  /**
   * The stages to build.
   * @defaultValue the one that `-c stage=<name>` asks for; where there is none, all that go to AWS
   */
  readonly stages?: readonly StageSettings[];
  /** Context on top of that of cdk.json, and where the assembly goes. */
  readonly app?: AppProps;
}

/** The CDK app with its stages, which cdk-nag looks at in every synth. */
export class DossierApp extends App {
  readonly builtStages: readonly DossierStage[];

  /** @throws Error with one sentence when a stage can't be built */
  constructor({ projectRoot, stages: wanted, app }: DossierAppProps) {
    super({ ...app, context: { ...contextOf(projectRoot), ...app?.context } });
    Validations.of(this).addPlugins(
      new AwsSolutionsChecks(this, { verbose: true }),
      new ServerlessChecks(this, { verbose: true }),
      new NIST80053R5Checks(this, { verbose: true }),
    );
    this.builtStages = (wanted ?? chooseStages(this.node.tryGetContext('stage'))).map(
      (stage) => new DossierStage(this, { stage, projectRoot }),
    );
    // Aspects stop at the border of a stage, so each has its own that writes the reasons for what is accepted into templates.
    for (const stage of this.builtStages) Aspects.of(stage).add(new WriteNagSuppressionsToCloudFormationAspect());
  }
}

function chooseStages(word: unknown): readonly StageSettings[] {
  if (word === undefined) return Object.values(stages).filter(({ name }) => name !== 'local-emulator');
  if (typeof word !== 'string' || !isStageName(word)) {
    throw new Error(`There is no such stage; the stages are ${Object.keys(stages).join(', ')}.`);
  }
  return [stages[word]];
}

/** The feature flags of cdk.json: the cdk command hands them in by itself, everybody else gets them here. */
function contextOf(projectRoot: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8'));
  if (typeof parsed !== 'object' || parsed === null || !('context' in parsed)) return {};
  const { context } = parsed;
  return typeof context === 'object' && context !== null ? { ...context } : {};
}
