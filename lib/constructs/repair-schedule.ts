import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ReconcileInput } from '../../contracts/workflow.ts';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

/** One time the reconciler runs by itself. */
interface Run {
  readonly id: string;
  readonly description: string;
  readonly expression: string;
  readonly input: ReconcileInput;
  /** Seconds after which a run that could not start is dropped: by then the next one is due. */
  readonly maximumAgeSeconds: number;
}

/** When the reconciler runs. Three in the morning UTC is the quiet hour in which looking at all waiting requests disturbs nobody. */
const runs: readonly Run[] = [
  {
    id: 'every-minute',
    description: 'Repairs requests that died half way',
    expression: 'rate(1 minute)',
    input: {},
    maximumAgeSeconds: 60,
  },
  {
    id: 'daily',
    description: 'Looks at waiting requests too',
    expression: 'cron(0 3 * * ? *)',
    input: { include_waiting: true },
    maximumAgeSeconds: 3_600,
  },
];

/** Times Lambda tries a run again that threw, and for how long: after that it is in the dead-letter queue, and the next minute repairs. */
const asyncRetry = { attempts: 2, maximumAgeSeconds: 900 } as const;

/** Starts the reconciler by the clock, keeps what could not be run, and lets others start it. */
export class RepairSchedule extends Construct {
  readonly deadLetters: Queue;
  readonly #reconciler: NodeFunction;

  constructor(scope: Construct, id: string, reconciler: NodeFunction) {
    super(scope, id);
    this.#reconciler = reconciler;
    this.deadLetters = new Queue(this, 'dead-letters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.deadLetters, {
      'AwsSolutions-SQS3': 'This is the dead-letter queue, of two schedules and of a function; the rule only knows those of other queues.',
    });
    reconciler.allow(['sqs:SendMessage'], [this.deadLetters.queueArn]);
    new CfnEventInvokeConfig(this, 'retries', {
      functionName: reconciler.lambda.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: asyncRetry.attempts,
      maximumEventAgeInSeconds: asyncRetry.maximumAgeSeconds,
      destinationConfig: { onFailure: { destination: this.deadLetters.queueArn } },
    }).node.addDependency(reconciler.role);
    const role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
      description: 'What the schedules of the reconciler may do',
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [reconciler.lambda.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }));
    for (const run of runs) this.#add(run, role);
  }

  /** Lets a function start the reconciler, and tells it the reconciler's name. */
  grantStart(fn: NodeFunction): void {
    fn.allow(['lambda:InvokeFunction'], [this.#reconciler.lambda.functionArn]);
    fn.provide('reconcilerFunction', this.#reconciler.lambda.functionName);
  }

  #add(run: Run, role: Role): void {
    new CfnSchedule(this, run.id, {
      description: run.description,
      scheduleExpression: run.expression,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.#reconciler.lambda.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(run.input),
        deadLetterConfig: { arn: this.deadLetters.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: run.maximumAgeSeconds, maximumRetryAttempts: 3 },
      },
    });
  }
}
