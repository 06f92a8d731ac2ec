import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../contracts/functions.ts';
import { buildFunctions } from '../build-functions.ts';
import type { FunctionSurroundings, NodeFunction } from '../constructs/node-function.ts';
import type { Grantables } from '../grant-access.ts';

/** The function that looks at files for viruses: apart from the others, since it alone speaks to the scanner. */
export class ScanStack extends Stack {
  readonly functions: ReadonlyMap<FunctionName, NodeFunction>;

  /** @throws Error when scanning is switched on: files would all be refused, and nobody would know why */
  constructor(scope: Construct, id: string, surroundings: FunctionSurroundings, grantables: Grantables) {
    const { stage, settings } = surroundings;
    super(scope, id, { stackName: `dossier-${stage.name}-scan`, description: 'Dossier: the virus scan' });
    if (settings.attachment_scanning.enabled) {
      throw new Error('attachment_scanning.enabled is on, but no scanner is deployed that the scan function could reach: leave it off.');
    }
    this.functions = buildFunctions(this, 'invoke', surroundings, grantables);
  }

  /** Lets a function call the scan function, and tells it that function's name. */
  grantScan(fn: NodeFunction): void {
    const scan = this.functions.get('scan-attachment');
    if (scan === undefined) throw new Error('contracts/functions.ts has no function scan-attachment that others invoke.');
    scan.grantInvoke(fn, 'scanFunction');
  }
}
