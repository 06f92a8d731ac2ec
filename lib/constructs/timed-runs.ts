import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
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

/** Starts a function by the clock, and keeps what could not be run. */
export class TimedRuns extends Construct {
  constructor(scope: Construct, id: string, { fn, runs, deadLetters }: { fn: NodeFunction; runs: readonly Run[]; deadLetters: IQueue }) {
    super(scope, id);
    fn.allow(['sqs:SendMessage'], [deadLetters.queueArn]);
    new CfnEventInvokeConfig(this, 'retries', {
      functionName: fn.lambda.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: asyncRetry.attempts,
      maximumEventAgeInSeconds: asyncRetry.maximumAgeSeconds,
      destinationConfig: { onFailure: { destination: deadLetters.queueArn } },
      // Lambda looks at once whether the role may send there.
    }).node.addDependency(fn.role);
    const role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
      description: `What the schedules of ${fn.functionName} may do`,
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.lambda.functionArn] }));
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
          deadLetterConfig: { arn: deadLetters.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: run.maximumAgeSeconds, maximumRetryAttempts: 3 },
        },
      });
    }
  }
}
