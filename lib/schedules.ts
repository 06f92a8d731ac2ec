import type { FunctionName } from '../contracts/functions.ts';
import type { ScanRequest } from '../contracts/schemas/scan.ts';
import type { ReconcileInput } from '../contracts/schemas/workflow.ts';
import type { Run } from './constructs/timed-runs.ts';

const sendCanary: ScanRequest = { kind: 'canary' };
const reconcileAll: ReconcileInput = { include_waiting: true };

/** When functions run by themselves: every one with the trigger `schedule`. Three in the morning UTC is the quiet hour. */
export const schedules: Readonly<Partial<Record<FunctionName, readonly Run[]>>> = {
  'reconcile-requests': [
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
      input: reconcileAll,
      maximumAgeSeconds: 3_600,
    },
  ],
  'sweep-attachments': [
    {
      id: 'every-minute',
      description: 'Sweeps uploads nobody claimed in time',
      expression: 'rate(1 minute)',
      input: {},
      maximumAgeSeconds: 60,
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
