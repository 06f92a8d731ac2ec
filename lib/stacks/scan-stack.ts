import { Duration, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../contracts/functions.ts';
import { buildFunctions } from '../build-functions.ts';
import { CanaryCounts } from '../constructs/canary-counts.ts';
import type { FunctionSurroundings, NodeFunction } from '../constructs/node-function.ts';
import { TimedRuns } from '../constructs/timed-runs.ts';
import type { Grantables } from '../grant-access.ts';
import { canaryRuns } from '../schedules.ts';
import type { ScannerStack } from './scanner-stack.ts';

/** What tells whether the scanner works, minute by minute. */
export interface CanaryMetrics {
  /** Canaries that were found, and whose clean file passed. */
  readonly good: Metric;
  /** Canaries that were not. */
  readonly failed: Metric;
}

/** The function that looks at files for viruses: apart from the others, since it alone speaks to the scanner. */
export class ScanStack extends Stack {
  readonly functions: ReadonlyMap<FunctionName, NodeFunction>;
  /** Absent where there is no scanner. */
  readonly canary: CanaryMetrics | undefined;

  /** @throws Error when scanning is on and there is no scanner, or the other way round */
  constructor(scope: Construct, id: string, surroundings: FunctionSurroundings, grantables: Grantables, scanner: ScannerStack | undefined) {
    const { stage, settings } = surroundings;
    super(scope, id, { stackName: `dossier-${stage.name}-scan`, description: 'Dossier: the virus scan' });
    const { enabled } = settings.attachment_scanning;
    if (enabled && scanner === undefined) {
      throw new Error('attachment_scanning.enabled is on, but the stage has no scanner: every upload would be refused.');
    }
    if (!enabled && scanner !== undefined) {
      throw new Error('The stage has a scanner, but attachment_scanning.enabled is off: uploads would not be scanned.');
    }
    this.functions = buildFunctions(this, 'invoke', scanner === undefined ? surroundings : inNetwork(surroundings, scanner), grantables);
    if (scanner === undefined) return;
    const fn = this.#scan;
    new TimedRuns(this, 'canary-runs', { fn, runs: canaryRuns });
    this.canary = new CanaryCounts(this, 'canary', { stage, log: fn.logGroup, period: Duration.minutes(1) });
  }

  /** Lets a function call the scan function, and tells it that function's name. */
  grantScan(fn: NodeFunction): void {
    this.#scan.grantInvoke(fn, 'scanFunction');
  }

  get #scan(): NodeFunction {
    const scan = this.functions.get('scan-attachment');
    if (scan === undefined) throw new Error('contracts/functions.ts has no function scan-attachment that others invoke.');
    return scan;
  }
}

/** The scan function stands in the scanner's network, and finds the scanner by the name it has there. */
function inNetwork(surroundings: FunctionSurroundings, { network, scanner }: ScannerStack): FunctionSurroundings {
  const { settings } = surroundings;
  return {
    ...surroundings,
    settings: { ...settings, attachment_scanning: { ...settings.attachment_scanning, icap_host: scanner.hostName } },
    network: { vpc: network.vpc, subnets: network.functionSubnets, group: network.functionGroup },
  };
}
