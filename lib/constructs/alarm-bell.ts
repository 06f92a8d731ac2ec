import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { keeps, type StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';

/** How long one point of an alarm is. */
export const alarmPeriod = Duration.minutes(5);

/** One thing that must not go unnoticed. */
export interface AlarmSpec {
  /** Names the alarm, as `dossier-<stage>-<id>`. */
  readonly id: string;
  /** What it means to people, as a sentence. */
  readonly impact: string;
  /** The heading of docs/runbook.md that says what to do, as its anchor. */
  readonly runbook: string;
  readonly metric: IMetric;
  /** Rings at this value or above it, or at this value or below it where `below` is set. */
  readonly threshold: number;
  readonly below?: true;
  /** Points in a row that must be so. */
  readonly points: number;
  /** Rings too where there is no data: for what must always go on. */
  readonly silenceIsBad?: true;
}

/** Rings when something is wrong: every alarm says what it means to people and where to read on, and mails whoever is on call. */
export class AlarmBell extends Construct {
  readonly topic: Topic;
  readonly #stage: StageSettings;
  readonly #alarms: Alarm[] = [];

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id);
    this.#stage = stage;
    this.topic = new Topic(this, 'topic', { topicName: `dossier-${stage.name}-alarms`, enforceSSL: true });
    const reason = 'Alarms name functions and numbers, and nobody’s data; CloudWatch could not write to a topic under AWS’s own key.';
    acknowledge(this.topic, { 'NIST.800.53.R5-SNSEncryptedKMS': reason, CKV_AWS_26: reason });
    acknowledge(this, {
      'Serverless-SNSRedrivePolicy': 'A mail that can’t be delivered is no use later; the alarm itself stays on the dashboard.',
    });
    if (keeps(stage.alarmsTo)) this.topic.addSubscription(new EmailSubscription(stage.alarmsTo));
  }

  /** Every alarm, in the order they were added. */
  get alarms(): readonly Alarm[] {
    return this.#alarms;
  }

  /** Adds an alarm. */
  add({ id, impact, runbook, metric, threshold, below, points, silenceIsBad }: AlarmSpec): void {
    const alarm = new Alarm(this, id, {
      alarmName: `dossier-${this.#stage.name}-${id}`,
      alarmDescription: `${impact} What to do: docs/runbook.md#${runbook}`,
      metric,
      threshold,
      evaluationPeriods: points,
      comparisonOperator:
        below === true ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silenceIsBad === true ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    this.#alarms.push(alarm);
  }
}
