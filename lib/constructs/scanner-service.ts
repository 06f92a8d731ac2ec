import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import {
  Cluster,
  ContainerImage,
  ContainerInsights,
  CpuArchitecture,
  FargatePlatformVersion,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
  LogDriver,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import { DnsRecordType, PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Construct } from 'constructs';
import type { ScannerSettings, StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import { forgettingLog } from './forgetting-log.ts';
import type { ScannerNetwork } from './scanner-network.ts';

/** MiB: the signatures take more than 1 GiB, and twice that while they are loaded anew (scanner/README.md). */
const memoryMiB = 4_096;
/** The only folders the container writes to. They lie on the task's own disk and go with it. */
const writable = { state: '/run/dossier-scanner', signatures: '/var/lib/clamav' } as const;
/** Seconds a scan function believes an address: a new task is found within them. */
const dnsSeconds = 10;

/** What the service is made of. */
export interface ScannerServiceProps {
  readonly stage: StageSettings;
  readonly scanner: ScannerSettings;
  readonly network: ScannerNetwork;
  readonly icapPort: number;
  /** The project's folder, where `scanner/` is. */
  readonly projectRoot: string;
}

/** The scanner of `scanner/` on Fargate, arm64, behind a private name. It is healthy while its canary is good, and only then. */
export class ScannerService extends Construct {
  readonly service: FargateService;
  /** The name the scan function finds the scanner by. */
  readonly hostName: string;

  constructor(scope: Construct, id: string, props: ScannerServiceProps) {
    super(scope, id);
    const { stage, scanner, network } = props;
    const { vpc } = network;
    const namespaceName = `dossier-${stage.name}.internal`;
    this.hostName = `scanner.${namespaceName}`;
    const cluster = new Cluster(this, 'cluster', {
      vpc,
      clusterName: `dossier-${stage.name}-scanner`,
      containerInsightsV2: ContainerInsights.DISABLED,
    });
    const reason = 'The canary says every minute whether the scanner works, and has its alarms; this would cost without telling more.';
    acknowledge(cluster, { 'AwsSolutions-ECS4': reason, CKV_AWS_65: reason });
    this.service = new FargateService(this, 'service', {
      cluster: cluster as ICluster,
      taskDefinition: this.#task(props),
      platformVersion: FargatePlatformVersion.VERSION1_4,
      desiredCount: scanner.tasks,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
      vpcSubnets: network.scannerSubnets,
      securityGroups: [network.scannerGroup],
      assignPublicIp: scanner.layout === 'public',
      cloudMapOptions: {
        name: 'scanner',
        cloudMapNamespace: new PrivateDnsNamespace(this, 'names', { name: namespaceName, vpc }),
        dnsRecordType: DnsRecordType.A,
        dnsTtl: Duration.seconds(dnsSeconds),
      },
    });
  }

  #task({ stage, scanner, icapPort, projectRoot }: ScannerServiceProps): FargateTaskDefinition {
    const task = new FargateTaskDefinition(this, 'task', {
      family: `dossier-${stage.name}-scanner`,
      cpu: scanner.cpu,
      memoryLimitMiB: memoryMiB,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
      volumes: Object.keys(writable).map((name) => ({ name })),
    });
    const container = task.addContainer('scanner', {
      // Hashed at synth and built at deployment: only the latter needs Docker.
      image: ContainerImage.fromAsset(join(projectRoot, 'scanner'), { platform: Platform.LINUX_ARM64, exclude: ['*.ts', '*.md'] }),
      portMappings: [{ containerPort: icapPort }],
      environment: { SCANNER_LISTEN: String(icapPort) },
      user: 'clamav',
      readonlyRootFilesystem: true,
      healthCheck: {
        // A scan of known-bad files. ECS doesn't read the Dockerfile's own check.
        command: ['CMD', '/opt/dossier-scanner/canary.sh'],
        interval: Duration.seconds(60),
        timeout: Duration.seconds(55),
        startPeriod: Duration.seconds(300),
        retries: 2,
      },
      logging: LogDriver.awsLogs({ streamPrefix: 'scanner', logGroup: forgettingLog(this, 'log', stage) }),
    });
    container.addMountPoints(
      ...Object.entries(writable).map(([sourceVolume, containerPath]) => ({ sourceVolume, containerPath, readOnly: false })),
    );
    acknowledge(task, {
      'AwsSolutions-ECS2': 'The one variable is a port number; there is no secret in it.',
      'AwsSolutions-IAM5[Resource::*]': 'A token for ECR has no resource to name; what can be pulled with it is this one repository.',
    });
    return task;
  }
}
