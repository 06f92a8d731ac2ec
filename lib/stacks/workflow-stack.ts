import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { buildFunctions } from '../build-functions.ts';
import { DataKey } from '../constructs/data-key.ts';
import type { FunctionSurroundings } from '../constructs/node-function.ts';
import { RepairSchedule } from '../constructs/repair-schedule.ts';
import { Workflow } from '../constructs/workflow.ts';
import type { Grantables } from '../grant-access.ts';

/** The workflow, the functions of its states, and the reconciler that repairs what died half way. */
export class WorkflowStack extends Stack {
  readonly workflow: Workflow;
  readonly repair: RepairSchedule;
  readonly functions: ReturnType<typeof buildFunctions>;

  constructor(scope: Construct, id: string, surroundings: FunctionSurroundings, grantables: Grantables) {
    const { stage, projectRoot } = surroundings;
    super(scope, id, { stackName: `dossier-${stage.name}-workflow`, description: 'Dossier: the workflow of a privacy request' });
    const tasks = buildFunctions(this, 'workflow', surroundings, grantables);
    const scheduled = buildFunctions(this, 'schedule', surroundings, grantables);
    this.functions = new Map([...tasks, ...scheduled]);
    this.workflow = new Workflow(this, 'workflow', {
      stage,
      name: grantables.workflow,
      key: new DataKey(this, 'workflow-key', stage, 'Encrypts the executions of Dossier’s workflow, which hold task tokens'),
      projectRoot,
      functions: [...tasks.values()],
    });
    const reconciler = scheduled.get('reconcile-requests');
    if (reconciler === undefined) throw new Error('contracts/functions.ts has no scheduled function reconcile-requests.');
    this.repair = new RepairSchedule(this, 'repair', reconciler);
  }
}
