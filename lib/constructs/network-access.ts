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
}

/** Who is let into a network. */
export interface NetworkAccessProps {
  readonly role: Role;
  /** The function's physical name: a reference would be a circle, since the function waits for this. */
  readonly functionName: string;
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
  constructor(scope: Construct, id: string, { role, functionName }: NetworkAccessProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const anyInterface = stack.formatArn({ service: 'ec2', resource: '*', resourceName: '*' });
    const self = stack.formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: functionName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const policy = new Policy(this, 'policy', {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: writing, resources: [anyInterface] }),
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
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:*/*]': reason,
    });
  }
}
