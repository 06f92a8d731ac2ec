import type { RemindReport } from '../../core/deadlines/remind-reviewers.ts';

/** The namespace of Dossier's own metrics. */
const namespace = 'Dossier';

/**
 * A log line's members that CloudWatch reads as the metrics `OverdueRequests` and `DueSoonRequests`: they lie at the root of the
 * JSON line, where the embedded metric format wants them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function describeDeadlines(report: RemindReport, now: Date): Record<string, unknown> {
  const metrics = [
    { Name: 'OverdueRequests', Unit: 'Count' },
    { Name: 'DueSoonRequests', Unit: 'Count' },
  ];
  return {
    _aws: { Timestamp: now.getTime(), CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [[]], Metrics: metrics }] },
    OverdueRequests: report.overdue,
    DueSoonRequests: report.due_soon,
    reminded: report.reminded,
    mailed: report.mailed,
  };
}
