import { Duration, Stack } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { deadlineMetrics } from '../../contracts/metrics.ts';
import { AlarmBell, alarmPeriod } from '../constructs/alarm-bell.ts';
import { DossierDashboard } from '../constructs/dashboard.ts';
import type { DossierTable } from '../constructs/dossier-table.ts';
import type { NodeFunction } from '../constructs/node-function.ts';
import { impacts } from '../impacts.ts';
import type { StageSettings } from '../stages.ts';
import type { ApiStack } from './api-stack.ts';
import type { DataStack } from './data-stack.ts';
import type { ScanStack } from './scan-stack.ts';
import type { WorkflowStack } from './workflow-stack.ts';

/** What is watched. */
export interface OperationsProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  readonly workflow: WorkflowStack;
  readonly scan: ScanStack;
  readonly api: ApiStack;
}

/** Alarms and the dashboard: what the people who run Dossier see. */
export class OperationsStack extends Stack {
  readonly bell: AlarmBell;
  readonly #watched: Omit<OperationsProps, 'stage'>;

  constructor(scope: Construct, id: string, { stage, ...watched }: OperationsProps) {
    super(scope, id, { stackName: `dossier-${stage.name}-operations`, description: 'Dossier: alarms and dashboard' });
    this.#watched = watched;
    this.bell = new AlarmBell(this, 'alarms', stage);
    this.#watchWorkflow();
    this.#watchRepair();
    this.#watchApi();
    this.#watchScanner();
    for (const fn of this.#functions) this.#watchFunction(fn);
    this.#watchTable('configs', watched.data.configs);
    this.#watchTable('requests', watched.data.requests);
    new DossierDashboard(this, 'overview', { stage, bell: this.bell, graphs: this.#graphs });
  }

  get #functions(): readonly NodeFunction[] {
    const { api, workflow, scan } = this.#watched;
    return [api, workflow, scan].flatMap(({ functions }) => [...functions.values()]);
  }

  #watchWorkflow(): void {
    const { stateMachine } = this.#watched.workflow.workflow;
    const options = { period: alarmPeriod, statistic: Stats.SUM };
    this.bell.add({
      id: 'requests-failed',
      impact: 'A privacy request ended in error; the person gets no data until a reviewer retries it.',
      runbook: 'a-request-failed',
      metric: new MathExpression({
        expression: 'failed + timedOut',
        usingMetrics: { failed: stateMachine.metricFailed(options), timedOut: stateMachine.metricTimedOut(options) },
        period: alarmPeriod,
      }),
      threshold: 1,
      points: 1,
    });
  }

  #watchRepair(): void {
    const { deadLetters, functions } = this.#watched.workflow;
    this.bell.add({
      id: 'runs-lost',
      impact: 'A run of the reconciler, of the sweep or of the reminder failed for good; what it should have done waits for the next one.',
      runbook: 'a-scheduled-run-fails',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: Stats.MAXIMUM }),
      threshold: 1,
      points: 1,
    });
    const reconciler = functions.get('reconcile-requests');
    if (reconciler === undefined) throw new Error('There is no function reconcile-requests to watch.');
    this.bell.add({
      id: 'repairs-stopped',
      impact: 'The reconciler doesn’t run: requests that die half way stay as they are.',
      runbook: 'the-reconciler-does-not-run',
      metric: reconciler.lambda.metricInvocations({ period: alarmPeriod, statistic: Stats.SUM }),
      // It runs five times in five minutes; none in ten is no hiccup.
      threshold: 0,
      below: true,
      points: 2,
      silenceIsBad: true,
    });
  }

  #watchApi(): void {
    const { api } = this.#watched.api.entry;
    this.bell.add({
      id: 'api-errors',
      impact: 'Calls to the API fail: people and reviewers see error pages.',
      runbook: 'the-api-answers-with-errors',
      metric: api.metricServerError({ period: alarmPeriod, statistic: Stats.SUM }),
      // One in five minutes is a call that crossed a deployment; five are a fault.
      threshold: 5,
      points: 1,
    });
    this.bell.add({
      id: 'api-slow',
      impact: 'The API is so slow that callers give up.',
      runbook: 'the-api-is-slow',
      metric: api.metricLatency({ period: alarmPeriod, statistic: 'p99' }),
      // Milliseconds: a third of the 30 s after which API Gateway gives up by itself.
      threshold: 10_000,
      points: 3,
    });
  }

  #watchScanner(): void {
    const { canary } = this.#watched.scan;
    if (canary === undefined) return;
    this.bell.add({
      id: 'scanner-blind',
      impact: 'The scanner misses known-bad files or does not answer, so every upload is refused with 503.',
      runbook: 'the-scanner-is-blind',
      metric: canary.failed,
      threshold: 1,
      // One can meet a scanner that is being replaced; three minutes of them are a fault.
      points: 3,
    });
    this.bell.add({
      id: 'scanner-unproven',
      impact: 'For ten minutes nothing has proved that the scanner works, so uploads may be refused with 503.',
      runbook: 'nothing-proves-the-scanner',
      metric: canary.good.with({ period: alarmPeriod }),
      threshold: 0,
      below: true,
      points: 2,
      silenceIsBad: true,
    });
  }

  #watchFunction(fn: NodeFunction): void {
    const options = { period: alarmPeriod, statistic: Stats.SUM };
    this.bell.add({
      id: `${fn.functionName}-fails`,
      impact: impacts[fn.functionName],
      runbook: 'a-function-fails',
      metric: new MathExpression({
        expression: 'errors + throttles',
        usingMetrics: { errors: fn.lambda.metricErrors(options), throttles: fn.lambda.metricThrottles(options) },
        period: alarmPeriod,
      }),
      threshold: 1,
      // A part that isn't there for a moment is retried: twice in a row means that it did not come back.
      points: 2,
    });
  }

  #watchTable(name: string, { table }: DossierTable): void {
    const options = { period: alarmPeriod, statistic: Stats.SUM };
    this.bell.add({
      id: `${name}-throttled`,
      impact: `The ${name} table refuses calls, so every part that uses it is slow or fails.`,
      runbook: 'a-table-throttles',
      metric: new MathExpression({
        expression: 'reads + writes',
        usingMetrics: { reads: table.metric('ReadThrottleEvents', options), writes: table.metric('WriteThrottleEvents', options) },
        period: alarmPeriod,
      }),
      threshold: 1,
      points: 2,
    });
  }

  /** Written once a day by the reminder. */
  get #deadlines(): readonly IMetric[] {
    const reminder = this.#watched.workflow.functions.get('remind-reviewers');
    if (reminder === undefined) throw new Error('There is no function remind-reviewers that tells of due dates.');
    const { namespace, dimension, overdue, dueSoon } = deadlineMetrics;
    const dimensionsMap = { [dimension]: reminder.lambda.functionName };
    return [overdue, dueSoon].map(
      (metricName) => new Metric({ namespace, metricName, dimensionsMap, period: Duration.days(1), statistic: Stats.MAXIMUM }),
    );
  }

  get #graphs(): ConstructorParameters<typeof DossierDashboard>[2]['graphs'] {
    const { workflow, api } = this.#watched;
    const { stateMachine } = workflow.workflow;
    const counted = { period: Duration.minutes(5), statistic: Stats.SUM };
    const slowest = { period: Duration.minutes(5), statistic: 'p99' };
    const http = api.entry.api;
    return [
      {
        title: 'Calls',
        counts: [http.metricCount(counted), http.metricClientError(counted), http.metricServerError(counted)],
        times: [http.metricLatency(slowest), http.metricIntegrationLatency(slowest)],
      },
      {
        title: 'Requests on their way',
        counts: [
          stateMachine.metricStarted(counted),
          stateMachine.metricSucceeded(counted),
          stateMachine.metricFailed(counted),
          stateMachine.metricTimedOut(counted),
          stateMachine.metricAborted(counted),
        ],
      },
      { title: 'Due dates', counts: this.#deadlines },
      { title: 'Errors of functions', counts: this.#functions.map((fn) => fn.lambda.metricErrors({ ...counted, label: fn.functionName })) },
      {
        title: 'Time of functions (p99)',
        counts: this.#functions.map((fn) => fn.lambda.metricDuration({ ...slowest, label: fn.functionName })),
      },
    ];
  }
}
