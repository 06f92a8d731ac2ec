import { Stack } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  IpProtocol,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  type SubnetSelection,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ScannerSettings, StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import type { FileBucket } from './file-bucket.ts';
import { forgettingLog } from './forgetting-log.ts';

/** The names of the two kinds of subnets. */
const subnets = { functions: 'functions', scanner: 'scanner' } as const;

/** What the network is made of. */
export interface ScannerNetworkProps {
  readonly stage: StageSettings;
  readonly scanner: ScannerSettings;
  /** The port ICAP is spoken on. */
  readonly icapPort: number;
  /** The one bucket that can be read from inside. */
  readonly quarantine: FileBucket;
}

/**
 * The scanner's network, in two zones. Nothing outside of it can open a connection into it: the scan function calls the scanner on the
 * ICAP port, and the scanner calls out for signatures, its image and its log. No NAT gateway. S3 is reached by a gateway endpoint.
 */
export class ScannerNetwork extends Construct {
  readonly vpc: IVpc;
  /** Where the scan function's network interfaces are: no route leads out of there but to S3. */
  readonly functionSubnets: SubnetSelection = { subnetGroupName: subnets.functions };
  /** Where the scanner runs. */
  readonly scannerSubnets: SubnetSelection = { subnetGroupName: subnets.scanner };
  readonly functionGroup: SecurityGroup;
  readonly scannerGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: ScannerNetworkProps) {
    super(scope, id);
    const { scanner, icapPort } = props;
    // The library's own types disagree under exactOptionalPropertyTypes, here and in other places: `a?` there, `a: … | undefined` here.
    this.vpc = vpcOf(this, scanner) as IVpc;
    acknowledge(this.vpc, {
      'NIST.800.53.R5-VPCDefaultSecurityGroupClosed':
        'Nothing is in the default group, and it lets in its own members alone: every interface here names a group of ours.',
      ...(scanner.layout === 'public'
        ? {
            'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW':
              'The scanner fetches signatures, its image and its log through this route; its security group lets nobody in by it.',
          }
        : {
            'NIST.800.53.R5-VPCSubnetAutoAssignPublicIpDisabled':
              'The addresses are IPv6, and the one gateway these subnets have lets out and never in.',
          }),
    });
    this.vpc.addFlowLog('refused', {
      destination: FlowLogDestination.toCloudWatchLogs(forgettingLog(this, 'refused-log', props.stage)),
      // What is refused tells of somebody who tries; what is let in is a scan, and those are in the functions' logs.
      trafficType: FlowLogTrafficType.REJECT,
    });
    this.functionGroup = this.#group('function-group', 'The scan function');
    this.scannerGroup = this.#group('scanner-group', 'The scanner');
    this.#openIcap(icapPort);
    this.#openUpdates(scanner);
    this.#reachS3(props.quarantine);
    if (scanner.layout === 'private') this.#reachServices();
  }

  #group(id: string, description: string): SecurityGroup {
    return new SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: false, allowAllIpv6Outbound: false });
  }

  /** Security group to security group, on one port: ICAP is neither encrypted nor authenticated. */
  #openIcap(icapPort: number): void {
    this.scannerGroup.addIngressRule(this.functionGroup, Port.tcp(icapPort), 'ICAP from the scan function');
    this.functionGroup.addEgressRule(this.scannerGroup, Port.tcp(icapPort), 'ICAP to the scanner');
    // S3's addresses change; the function's subnets have a route to S3 and to nothing else outside.
    this.functionGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'S3, by the gateway endpoint');
  }

  /** Outward only. The signatures' mirror stands behind a CDN, whose addresses change. */
  #openUpdates({ layout }: ScannerSettings): void {
    this.scannerGroup.addEgressRule(
      Peer.anyIpv4(),
      Port.tcp(443),
      layout === 'public' ? 'Signatures, image and log' : 'AWS, by the endpoints',
    );
    if (layout === 'private') this.scannerGroup.addEgressRule(Peer.anyIpv6(), Port.tcp(443), 'Signatures, by the egress-only gateway');
  }

  #reachS3({ bucket }: FileBucket): void {
    const endpoint = this.vpc.addGatewayEndpoint('s3', { service: GatewayVpcEndpointAwsService.S3 });
    const { region, partition } = Stack.of(this);
    const read = (actions: string[], resources: string[]) =>
      endpoint.addToPolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions, resources }));
    read(['s3:GetObject'], [bucket.arnForObjects('*')]);
    read(['s3:ListBucket'], [bucket.bucketArn]);
    // Where ECR keeps the layers of images: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway
    read(['s3:GetObject'], [`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`]);
  }

  /** What starting a container needs of AWS where no address is public. */
  #reachServices(): void {
    for (const [id, service] of Object.entries({
      'ecr-api': InterfaceVpcEndpointAwsService.ECR,
      'ecr-docker': InterfaceVpcEndpointAwsService.ECR_DOCKER,
      logs: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    })) {
      const group = this.#group(`${id}-group`, `The endpoint of ${id}`);
      group.addIngressRule(this.scannerGroup, Port.tcp(443), 'From the scanner');
      this.vpc.addInterfaceEndpoint(id, { service, subnets: this.scannerSubnets, securityGroups: [group], open: false });
    }
  }
}

/** Two zones, with room for 59 addresses in each subnet; the private layout has IPv6 too, with a gateway that only lets out. */
function vpcOf(scope: Construct, { layout }: ScannerSettings): Vpc {
  const isPublic = layout === 'public';
  return new Vpc(scope, 'vpc', {
    ipAddresses: IpAddresses.cidr('10.20.0.0/24'),
    maxAzs: 2,
    natGateways: 0,
    restrictDefaultSecurityGroup: false,
    ...(isPublic ? {} : { ipProtocol: IpProtocol.DUAL_STACK, createInternetGateway: false }),
    subnetConfiguration: [
      { name: subnets.functions, subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 26 },
      {
        name: subnets.scanner,
        subnetType: isPublic ? SubnetType.PUBLIC : SubnetType.PRIVATE_WITH_EGRESS,
        cidrMask: 26,
        // An address is given to the scanner's tasks by name, and to nothing else that should ever stand here.
        ...(isPublic ? { mapPublicIpOnLaunch: false } : {}),
      },
    ],
  });
}
