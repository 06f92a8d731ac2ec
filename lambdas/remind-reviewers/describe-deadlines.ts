import { deadlineMetrics } from '../../contracts/metrics.ts';
import type { RemindReport } from '../../core/deadlines/remind-reviewers.ts';

/**
 * A log line's members that CloudWatch reads as metrics: they lie at the root of the JSON line, where the embedded metric format
 * wants them.
 * @param functionName - Lambda's name of the function, which keeps the stages of an account apart.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function describeDeadlines(report: RemindReport, now: Date, functionName: string): Record<string, unknown> {
  const { namespace, dimension, overdue, dueSoon } = deadlineMetrics;
  const metrics = [overdue, dueSoon].map((Name) => ({ Name, Unit: 'Count' }));
  return {
    _aws: { Timestamp: now.getTime(), CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [[dimension]], Metrics: metrics }] },
    [dimension]: functionName,
    [overdue]: report.overdue,
    [dueSoon]: report.due_soon,
    reminded: report.reminded,
    mailed: report.mailed,
  };
}
