import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FileBucket } from '../constructs/file-bucket.ts';
import { ScannerNetwork } from '../constructs/scanner-network.ts';
import { ScannerService } from '../constructs/scanner-service.ts';
import type { ScannerSettings, StageSettings } from '../stages.ts';

/** What the scanner is built from. */
export interface ScannerStackProps {
  readonly stage: StageSettings;
  readonly scanner: ScannerSettings;
  readonly icapPort: number;
  readonly quarantine: FileBucket;
  /** The project's folder, as an absolute path. */
  readonly projectRoot: string;
}

/** The scanner and its network: what the scan function reaches, and nobody else. */
export class ScannerStack extends Stack {
  readonly network: ScannerNetwork;
  readonly scanner: ScannerService;

  constructor(scope: Construct, id: string, props: ScannerStackProps) {
    super(scope, id, { stackName: `dossier-${props.stage.name}-scanner`, description: 'Dossier: the virus scanner and its network' });
    this.network = new ScannerNetwork(this, 'network', props);
    this.scanner = new ScannerService(this, 'scanner', { ...props, network: this.network });
  }
}
