import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { keeps, type StageSettings } from '../stages.ts';

/** A log that forgets after the days its stage says, and stays behind as its stage says. */
export function forgettingLog(scope: Construct, id: string, stage: StageSettings, logGroupName?: string): LogGroup {
  return new LogGroup(scope, id, {
    retention: stage.logRetentionDays,
    removalPolicy: keeps(stage.keepData) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(logGroupName === undefined ? {} : { logGroupName }),
  });
}
