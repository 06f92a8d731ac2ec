import { Duration, Stack } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../contracts/functions.ts';
import { buildFunctions } from '../build-functions.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { DataKey } from '../constructs/data-key.ts';
import type { FunctionSurroundings, NodeFunction } from '../constructs/node-function.ts';
import { TimedRuns } from '../constructs/timed-runs.ts';
import { Workflow } from '../constructs/workflow.ts';
import type { Grantables } from '../grant-access.ts';
import { schedulesOf } from '../schedules.ts';

/** The workflow, the functions of its states, and those that the clock starts. */
export class WorkflowStack extends Stack {
  readonly workflow: Workflow;
  readonly functions: ReadonlyMap<FunctionName, NodeFunction>;
  /** Events of scheduled functions that could not be run. */
  readonly deadLetters: Queue;

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
    this.deadLetters = deadLetters(this);
    const schedules = schedulesOf(surroundings.settings);
    for (const [name, fn] of scheduled) {
      const runs = schedules[name];
      if (runs === undefined) throw new Error(`lib/schedules.ts doesn't say when the scheduled function ${name} runs.`);
      new TimedRuns(this, `${name}-runs`, { fn, runs, deadLetters: this.deadLetters });
    }
  }

  /** Lets a function start the reconciler, and tells it the reconciler's name. */
  grantReconciler(fn: NodeFunction): void {
    const reconciler = this.functions.get('reconcile-requests');
    if (reconciler === undefined) throw new Error('contracts/functions.ts has no scheduled function reconcile-requests.');
    reconciler.grantInvoke(fn, 'reconcilerFunction');
  }
}

function deadLetters(scope: Construct): Queue {
  const queue = new Queue(scope, 'dead-letters', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(queue, {
    'AwsSolutions-SQS3': 'This is the dead-letter queue, of schedules and functions; the rule only knows those of other queues.',
    'Serverless-SQSRedrivePolicy': 'This is the dead-letter queue itself; people read it, and an alarm tells them to.',
    CKV_AWS_27: 'Encrypted with SQS’s own key; the events in it say which schedule was due, and nothing of anybody.',
  });
  return queue;
}
