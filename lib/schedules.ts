import type { FunctionName } from '../contracts/functions.ts';
import type { ReconcileInput } from '../contracts/workflow.ts';
import type { Run } from './constructs/timed-runs.ts';

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
};
