import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DataKey } from '../constructs/data-key.ts';
import { DossierTable } from '../constructs/dossier-table.ts';
import { PackageBucket } from '../constructs/package-bucket.ts';
import type { StageSettings } from '../stages.ts';

/** Everything that must outlive a mistake: tables, packages and the key they are under. */
export class DataStack extends Stack {
  readonly configs: DossierTable;
  readonly requests: DossierTable;
  readonly packages: PackageBucket;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id, {
      stackName: `dossier-${stage.name}-data`,
      description: 'Dossier: tables, packages and their key',
      terminationProtection: stage.keepData === true,
    });
    const key = new DataKey(this, 'data', stage, 'Encrypts the tables and the packages of Dossier');
    this.configs = new DossierTable(this, 'configs', { key, stage });
    this.requests = new DossierTable(this, 'requests', { key, stage });
    this.packages = new PackageBucket(this, 'packages', { key, stage });
  }
}
