import type { Duration } from 'aws-cdk-lib';
import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';

/** What the counts are made from. */
export interface CanaryCountsProps {
  readonly stage: StageSettings;
  /** The log of the scan function. */
  readonly log: ILogGroup;
  readonly period: Duration;
}

/**
 * Counts canaries by the lines the scan function logs of them: `state` is `good`, or `blind` or `down`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export class CanaryCounts extends Construct {
  readonly good: Metric;
  readonly failed: Metric;

  constructor(scope: Construct, id: string, { stage, log, period }: CanaryCountsProps) {
    super(scope, id);
    const count = (name: string, ...states: readonly string[]) =>
      new MetricFilter(this, name, {
        logGroup: log,
        metricNamespace: `dossier/${stage.name}`,
        metricName: name,
        metricValue: '1',
        filterPattern: FilterPattern.any(...states.map((state) => FilterPattern.stringValue('$.state', '=', state))),
      }).metric({ period, statistic: Stats.SUM });
    this.good = count('GoodCanaries', 'good');
    this.failed = count('FailedCanaries', 'blind', 'down');
  }
}
