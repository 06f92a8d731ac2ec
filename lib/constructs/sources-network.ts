import { Annotations } from 'aws-cdk-lib';
import { SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { SourcesNetworkSettings } from '../stages.ts';
import type { FunctionNetwork } from './network-access.ts';

/** The organisation's own network, as a stage names it. It is used as it is: nothing in it is made or changed. */
export class SourcesNetwork extends Construct implements FunctionNetwork {
  readonly vpc: FunctionNetwork['vpc'];
  readonly subnets: FunctionNetwork['subnets'];
  readonly group: FunctionNetwork['group'];
  readonly known: NonNullable<FunctionNetwork['known']>;

  /** @throws Error when an id is not one of AWS's kind, so that an example left in place stops at synth */
  constructor(scope: Construct, id: string, { vpcId, subnets, securityGroupId }: SourcesNetworkSettings) {
    super(scope, id);
    demandId(vpcId, 'vpc');
    demandId(securityGroupId, 'sg');
    for (const subnet of subnets) demandId(subnet.id, 'subnet');
    this.vpc = Vpc.fromVpcAttributes(this, 'vpc', { vpcId, availabilityZones: subnets.map(({ availabilityZone }) => availabilityZone) });
    this.subnets = {
      subnets: subnets.map(({ id: subnetId, availabilityZone }) => {
        const subnet = Subnet.fromSubnetAttributes(this, subnetId, { subnetId, availabilityZone });
        Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', 'Routes of this network are not ours to read.');
        return subnet;
      }),
    };
    this.known = { subnetIds: subnets.map(({ id }) => id), securityGroupId };
    this.group = SecurityGroup.fromSecurityGroupId(this, 'group', securityGroupId, { mutable: false });
  }
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
function demandId(id: string, kind: 'vpc' | 'subnet' | 'sg'): void {
  if (!new RegExp(`^${kind}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) {
    throw new Error(`The sourcesNetwork of a stage names something that is no id of the kind ${kind}-….`);
  }
}
