import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

/** One rhythm in which a function runs by itself. */
export interface Run {
  readonly id: string;
  readonly description: string;
  /** As EventBridge Scheduler writes it, in UTC. */
  readonly expression: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Seconds after which a run that could not start is dropped: by then the next one is due. */
  readonly maximumAgeSeconds: number;
}

/** Times Lambda tries a run again that threw, and for how long; after that the event is in the dead-letter queue. */
const asyncRetry = { attempts: 2, maximumAgeSeconds: 900 } as const;

/** What runs by the clock. */
export interface TimedRunsProps {
  readonly fn: NodeFunction;
  readonly runs: readonly Run[];
  /**
   * Where a run goes that could not be done.
   * @defaultValue nowhere, and it isn't tried again: for what is only worth something at its time
   */
  readonly deadLetters?: IQueue;
}

/** Starts a function by the clock, and keeps what could not be run. */
export class TimedRuns extends Construct {
  constructor(scope: Construct, id: string, { fn, runs, deadLetters }: TimedRunsProps) {
    super(scope, id);
    if (deadLetters !== undefined) fn.allow(['sqs:SendMessage'], [deadLetters.queueArn]);
    const retries = new CfnEventInvokeConfig(this, 'retries', {
      functionName: fn.lambda.functionName,
      qualifier: '$LATEST',
      maximumEventAgeInSeconds: asyncRetry.maximumAgeSeconds,
      ...(deadLetters === undefined
        ? { maximumRetryAttempts: 0 }
        : { maximumRetryAttempts: asyncRetry.attempts, destinationConfig: { onFailure: { destination: deadLetters.queueArn } } }),
    });
    // Lambda looks at once whether the role may send there.
    retries.node.addDependency(fn.role);
    if (deadLetters === undefined) {
      acknowledge(retries, {
        'Serverless-LambdaAsyncFailureDestination': 'A run that is late is worth nothing: the next one is due by then.',
      });
    }
    const role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
      description: `What the schedules of ${fn.functionName} may do`,
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.lambda.functionArn] }));
    if (deadLetters !== undefined)
      role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
    for (const run of runs) {
      new CfnSchedule(this, run.id, {
        description: run.description,
        scheduleExpression: run.expression,
        scheduleExpressionTimezone: 'UTC',
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: fn.lambda.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify(run.input),
          ...(deadLetters === undefined ? {} : { deadLetterConfig: { arn: deadLetters.queueArn } }),
          retryPolicy: { maximumEventAgeInSeconds: run.maximumAgeSeconds, maximumRetryAttempts: 3 },
        },
      });
    }
  }
}
