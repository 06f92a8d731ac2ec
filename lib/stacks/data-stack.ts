import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccessLogBucket } from '../constructs/access-log-bucket.ts';
import { DataKey } from '../constructs/data-key.ts';
import { DossierTable } from '../constructs/dossier-table.ts';
import { FileBucket } from '../constructs/file-bucket.ts';
import type { StageSettings } from '../stages.ts';

/** Days a direct upload stays in quarantine at most: its form works for five minutes, and the sweep is done with it within hours. */
const quarantineDays = 1;

/** Everything that must outlive a mistake: tables, files and the key they are under. */
export class DataStack extends Stack {
  readonly configs: DossierTable;
  readonly requests: DossierTable;
  readonly packages: FileBucket;
  readonly attachments: FileBucket;
  readonly quarantine: FileBucket;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id, {
      stackName: `dossier-${stage.name}-data`,
      description: 'Dossier: tables, files and their key',
      terminationProtection: stage.keepData === true,
    });
    const key = new DataKey(this, 'data', stage, 'Encrypts the tables and the files of Dossier');
    this.configs = new DossierTable(this, 'configs', { key, stage });
    this.requests = new DossierTable(this, 'requests', { key, stage });
    const accessLog = new AccessLogBucket(this, 'access-log', stage);
    const bucket = { key, stage, accessLog };
    this.packages = new FileBucket(this, 'packages', { ...bucket, environment: 'packagesBucket', readFrom: stage.pageOrigins });
    this.attachments = new FileBucket(this, 'attachments', { ...bucket, environment: 'attachmentsBucket' });
    this.quarantine = new FileBucket(this, 'quarantine', {
      ...bucket,
      environment: 'quarantineBucket',
      passing: { days: quarantineDays, postedFrom: stage.pageOrigins },
    });
  }
}
