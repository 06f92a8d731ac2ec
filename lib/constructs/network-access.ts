import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Effect, Policy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** A network of ours that functions stand in. */
export interface FunctionNetwork {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  readonly group: ISecurityGroup;
  /**
   * Names of its subnets and its group, where they are known.
   * @defaultValue they are made with the stack, and any network interface of the account can be made
   */
  readonly known?: { readonly subnetIds: readonly string[]; readonly securityGroupId: string };
}

/** Who is let into a network. */
export interface NetworkAccessProps {
  readonly role: Role;
  /** The function's physical name: a reference would be a circle, since the function waits for this. */
  readonly functionName: string;
  readonly network: FunctionNetwork;
}

/** What Lambda does in the function's name. */
const writing = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
/** What it looks at: actions that have no resource to name. */
const reading = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];

/**
 * What Lambda needs in a function's name to put it into a network: network interfaces. It asks before they have names, so none can be
 * named; therefore the function's own code is denied all of it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export class NetworkAccess extends Construct {
  constructor(scope: Construct, id: string, { role, functionName, network }: NetworkAccessProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const places = placesIn(stack, network);
    const self = stack.formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: functionName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const policy = new Policy(this, 'policy', {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: writing, resources: [...places] }),
        new PolicyStatement({ actions: reading, resources: ['*'] }),
        new PolicyStatement({
          effect: Effect.DENY,
          actions: [...writing, ...reading],
          resources: ['*'],
          conditions: { ArnEquals: { 'lambda:SourceFunctionArn': self } },
        }),
      ],
    });
    const reason = 'Lambda makes the network interfaces before they have names; the function’s own code is denied all of these actions.';
    acknowledge(policy, {
      'AwsSolutions-IAM5[Resource::*]': reason,
      ...Object.fromEntries(places.map((place) => [`AwsSolutions-IAM5[Resource::${asNagWrites(place)}]`, reason])),
    });
  }
}

/** What network interfaces are made of. Subnets and groups of a shared network belong to another account. */
function placesIn(stack: Stack, { known }: FunctionNetwork): readonly string[] {
  if (known === undefined) return [stack.formatArn({ service: 'ec2', resource: '*', resourceName: '*' })];
  const shared = (resource: string, resourceName: string) => stack.formatArn({ service: 'ec2', account: '*', resource, resourceName });
  return [
    stack.formatArn({ service: 'ec2', resource: 'network-interface', resourceName: '*' }),
    ...known.subnetIds.map((id) => shared('subnet', id)),
    shared('security-group', known.securityGroupId),
  ];
}

/** A name as cdk-nag writes it into its findings: references in angle brackets. */
function asNagWrites(arn: string): string {
  return arn
    .replace(/\$\{Token\[AWS\.Partition[^}]*\}/, '<AWS::Partition>')
    .replace(/\$\{Token\[AWS\.Region[^}]*\}/, '<AWS::Region>')
    .replace(/\$\{Token\[AWS\.AccountId[^}]*\}/, '<AWS::AccountId>');
}
