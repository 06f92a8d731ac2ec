import { Aws, Fn, Stage, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acceptedFindings } from './accepted-findings.ts';
import { acknowledge } from './constructs/acknowledge.ts';
import type { FunctionSurroundings, NodeFunction } from './constructs/node-function.ts';
import { grantMail, grantStorageKeys } from './constructs/outgoing-access.ts';
import { SecretNames } from './constructs/secret-names.ts';
import { WorkflowName } from './constructs/workflow-name.ts';
import { readSettings } from './settings.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeGuardStack } from './stacks/edge-guard-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { IdentityStack } from './stacks/identity-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';
import { ScanStack } from './stacks/scan-stack.ts';
import { ScannerStack } from './stacks/scanner-stack.ts';
import { WorkflowStack } from './stacks/workflow-stack.ts';
import { type EdgeSettings, keeps, type StageSettings } from './stages.ts';

/** What a stage is built from. */
export interface DossierStageProps {
  readonly stage: StageSettings;
  /** The project's folder, as an absolute path. */
  readonly projectRoot: string;
}

/** All of Dossier in one stage. */
export class DossierStage extends Stage {
  readonly data: DataStack;
  readonly identity: IdentityStack;
  readonly workflow: WorkflowStack;
  /** Absent where the stage says why. */
  readonly scanner: ScannerStack | undefined;
  readonly scan: ScanStack;
  readonly api: ApiStack;

  /** @throws Error with one sentence when a setting, a function's entry or a grant is wrong */
  constructor(scope: Construct, props: DossierStageProps) {
    const { stage, projectRoot } = props;
    super(scope, stage.name);
    const surroundings: FunctionSurroundings = { ...props, settings: readSettings(projectRoot, stage.settings) };
    this.data = new DataStack(this, 'data', stage);
    this.identity = new IdentityStack(this, 'identity', stage);
    const common = {
      configs: this.data.configs,
      requests: this.data.requests,
      packages: this.data.packages,
      attachments: this.data.attachments,
      quarantine: this.data.quarantine,
      workflow: new WorkflowName(stage),
      secrets: new SecretNames(stage),
      mail: (fn: NodeFunction) => grantMail(fn, surroundings.settings),
      storageKeys: (fn: NodeFunction) => grantStorageKeys(fn, surroundings.settings),
    };
    this.workflow = new WorkflowStack(this, 'workflow', surroundings, common);
    this.scanner = keeps(stage.scanner)
      ? new ScannerStack(this, 'scanner', {
          stage,
          projectRoot,
          scanner: stage.scanner,
          icapPort: surroundings.settings.attachment_scanning.icap_port,
          quarantine: this.data.quarantine,
        })
      : undefined;
    this.scan = new ScanStack(this, 'scan', surroundings, common, this.scanner);
    this.api = new ApiStack(
      this,
      'api',
      surroundings,
      {
        ...common,
        reconciler: (fn) => this.workflow.grantReconciler(fn),
        scanner: (fn) => this.scan.grantScan(fn),
        tokens: (fn) => this.identity.provideTokenEndpoint(fn),
      },
      this.identity.tokens,
    );
    // Its functions know the state machine by name, so CloudFormation can't see that they need it.
    this.api.addStackDependency(this.workflow);
    if (keeps(stage.edge)) this.#openFrontDoor(stage, stage.edge);
    if (stage.leftOut.alarms === undefined) {
      new OperationsStack(this, 'operations', { stage, data: this.data, workflow: this.workflow, scan: this.scan, api: this.api });
    }
    acknowledge(this, acceptedFindings);
    Tags.of(this).add('project', 'dossier');
    Tags.of(this).add('stage', stage.name);
  }

  #openFrontDoor(stage: StageSettings, edge: EdgeSettings): void {
    const { edgeSecrets, entry } = this.api;
    if (edgeSecrets === undefined) throw new Error('There is an edge, and the functions were not told.');
    const guard = new EdgeGuardStack(this, 'edge-guard', { stage, edge });
    const { bucketRegionalDomainName: quarantine } = this.data.quarantine.bucket;
    const front = new EdgeStack(this, 'edge', {
      stage,
      edge,
      apiHost: Fn.select(1, Fn.split('://', entry.api.apiEndpoint)),
      secret: edgeSecrets.present,
      desk: this.identity.desk(stage.adminPageUrls[0]),
      talksTo: {
        // Forms of direct uploads go to the bucket under either of its names.
        files: [
          `https://${quarantine}`,
          `https://${this.data.quarantine.bucket.bucketDomainName}`,
          `https://${this.data.packages.bucket.bucketRegionalDomainName}`,
        ],
        identity: [`https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}`, this.identity.loginOrigin],
      },
    });
    front.addStackDependency(guard);
  }
}
