import type { FunctionName } from '../contracts/functions.ts';
import type { ScanRequest } from '../contracts/schemas/scan.ts';
import type { ReconcileInput } from '../contracts/schemas/workflow.ts';
import type { SettingPath, Settings } from '../contracts/settings.ts';
import type { Run } from './constructs/timed-runs.ts';

const sendCanary: ScanRequest = { kind: 'canary' };
const reconcileAll: ReconcileInput = { include_waiting: true };

/**
 * When functions run by themselves: every one with the trigger `schedule`. Three in the morning UTC is the quiet hour.
 * @throws Error where a setting has an interval that EventBridge Scheduler can't keep
 */
export function schedulesOf(settings: Settings): Readonly<Partial<Record<FunctionName, readonly Run[]>>> {
  return {
    'reconcile-requests': [
      {
        id: 'regular',
        description: 'Repairs requests that died half way',
        ...every(settings.reconciler.interval_seconds, 'reconciler.interval_seconds'),
        input: {},
      },
      {
        id: 'daily',
        description: 'Looks at waiting requests too',
        expression: 'cron(0 3 * * ? *)',
        input: reconcileAll,
        maximumAgeSeconds: 3_600,
      },
    ],
    'sweep-attachments': [
      {
        id: 'regular',
        description: 'Sweeps uploads nobody claimed in time',
        ...every(settings.attachments.sweep_interval_seconds, 'attachments.sweep_interval_seconds'),
        input: {},
      },
    ],
    'remind-reviewers': [
      {
        id: 'daily',
        description: 'Reminds reviewers of due dates, in the morning of European offices',
        expression: 'cron(0 6 * * ? *)',
        input: {},
        maximumAgeSeconds: 3_600,
      },
    ],
  };
}

/**
 * A run every so many seconds; one that could not start is dropped when the next is due.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based
 */
function every(seconds: number, path: SettingPath): Pick<Run, 'expression' | 'maximumAgeSeconds'> {
  if (seconds > longestIntervalSeconds) throw new Error(`The setting ${path} must be at most ${longestIntervalSeconds} on AWS.`);
  if (seconds % 60 !== 0) throw new Error(`The setting ${path} must be whole minutes on AWS: a multiple of 60.`);
  const minutes = seconds / 60;
  return { expression: `rate(${minutes} minute${minutes === 1 ? '' : 's'})`, maximumAgeSeconds: seconds };
}

/** Alarms look for runs every five minutes (`lib/stacks/operations-stack.ts`); rarer ones would ring them. */
const longestIntervalSeconds = 300;

/** When the scan function sends the scanner its canary, where there is a scanner. */
export const canaryRuns: readonly Run[] = [
  {
    id: 'every-minute',
    description: 'Sends known-bad files to the scanner, which must find them',
    expression: 'rate(1 minute)',
    input: sendCanary,
    maximumAgeSeconds: 60,
  },
];
