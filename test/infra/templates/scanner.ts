import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { scanRequest } from '../../../contracts/schemas/scan.ts';
import { stages } from '../../../lib/stages.ts';
import { functionOf } from '../read-permissions.ts';
import { appOf, assemblyFolder, type Resource, resourcesOf, textOf } from '../synthesise.ts';
import { dev, prod } from './stages.ts';

const ofType = (all: readonly Resource[], type: string) => all.filter((resource) => resource.type === type);
const { scanner } = stages.prod;
if ('because' in scanner) throw new Error('These tests need a stage with a scanner.');
const inLayout = (layout: 'public' | 'private') =>
  layout === scanner.layout ? prod.resources : resourcesOf(appOf({ ...stages.prod, scanner: { ...scanner, layout } }, assemblyFolder()));
const layouts = (['public', 'private'] as const).map((layout) => ({ layout, resources: inLayout(layout) }));

/** Everything that lets something into a security group, as text. */
function openings(resources: readonly Resource[]): readonly string[] {
  const rule = z.object({ IpProtocol: z.string(), FromPort: z.number(), SourceSecurityGroupId: z.unknown(), GroupId: z.unknown() });
  const inline = ofType(resources, 'AWS::EC2::SecurityGroup').flatMap(({ properties }) => properties.SecurityGroupIngress ?? []);
  expect(inline).toEqual([]);
  return ofType(resources, 'AWS::EC2::SecurityGroupIngress')
    .map(({ properties }) => rule.parse(properties))
    .map((one) => `${one.IpProtocol} ${one.FromPort} ${short(one.SourceSecurityGroupId)} -> ${short(one.GroupId)}`)
    .sort();
}

const short = (group: unknown) => textOf(group).replace(/^<network(\w+?)group[0-9A-F]{8}\.GroupId>$/, '$1');

describe.each(layouts)('the network of the scanner, $layout', ({ layout, resources }) => {
  it('lets nobody in but the scan function, on the ICAP port, and the scanner to its endpoints', () => {
    const endpoints = layout === 'public' ? [] : ['ecrapi', 'ecrdocker', 'logs'].map((name) => `tcp 443 scanner -> ${name}`);
    expect(openings(resources)).toEqual(['tcp 1344 function -> scanner', ...endpoints].sort());
  });

  it('stands in two zones, without a NAT gateway, and reaches S3 by a gateway endpoint for what is needed there', () => {
    expect(ofType(resources, 'AWS::EC2::NatGateway')).toEqual([]);
    const zones = ofType(resources, 'AWS::EC2::Subnet').map(({ properties }) => JSON.stringify(properties.AvailabilityZone));
    expect(new Set(zones).size).toBe(2);
    const [gateway, ...others] = ofType(resources, 'AWS::EC2::VPCEndpoint').filter(
      ({ properties }) => properties.VpcEndpointType === 'Gateway',
    );
    expect(others).toEqual([]);
    const policy = JSON.stringify(gateway?.properties.PolicyDocument);
    expect(policy).toMatch(/quarantine/);
    expect(policy).toMatch(/starport-layer-bucket/);
    expect(policy).not.toMatch(/attachments|packages|"s3:\*"|s3:Put|s3:Delete/);
  });

  it('has a way out that is no way in', () => {
    const routes = ofType(resources, 'AWS::EC2::Route').map(({ properties }) => Object.keys(properties).sort().join(' '));
    const out =
      layout === 'public'
        ? 'DestinationCidrBlock GatewayId RouteTableId'
        : 'DestinationIpv6CidrBlock EgressOnlyInternetGatewayId RouteTableId';
    expect(routes).toEqual([out, out]);
    expect(ofType(resources, 'AWS::EC2::InternetGateway')).toHaveLength(layout === 'public' ? 1 : 0);
    const [service] = ofType(resources, 'AWS::ECS::Service');
    expect(service?.properties.NetworkConfiguration).toMatchObject({
      AwsvpcConfiguration: { AssignPublicIp: layout === 'public' ? 'ENABLED' : 'DISABLED' },
    });
  });

  it('has nothing in the default security group', () => {
    expect(JSON.stringify(resources.map(({ properties }) => properties))).not.toMatch(/DefaultSecurityGroup/);
  });
});

describe('the scanner', () => {
  const [task] = ofType(prod.resources, 'AWS::ECS::TaskDefinition');

  it('runs on arm64 with the memory its signatures take, writes to two folders alone, and is healthy by its canary', () => {
    expect(task?.properties).toMatchObject({
      Cpu: String(scanner.cpu),
      Memory: '4096',
      RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
      ContainerDefinitions: [
        {
          User: 'clamav',
          ReadonlyRootFilesystem: true,
          HealthCheck: { Command: ['CMD', '/opt/dossier-scanner/canary.sh'], Interval: 60, Timeout: 55, StartPeriod: 300, Retries: 2 },
          MountPoints: [{ ContainerPath: '/run/dossier-scanner' }, { ContainerPath: '/var/lib/clamav' }],
          PortMappings: [{ ContainerPort: 1344, Protocol: 'tcp' }],
        },
      ],
    });
  });

  it('may do nothing on AWS itself', () => {
    const role = z.object({ TaskRoleArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }) }).parse(task?.properties);
    const policies = ofType(prod.resources, 'AWS::IAM::Policy').filter(({ properties }) =>
      JSON.stringify(properties.Roles).includes(role.TaskRoleArn['Fn::GetAtt'][0]),
    );
    expect(policies).toEqual([]);
  });

  it('is found by the name that the scan function is given, which stands in its network', () => {
    const [namespace] = ofType(prod.resources, 'AWS::ServiceDiscovery::PrivateDnsNamespace');
    const [service] = ofType(prod.resources, 'AWS::ServiceDiscovery::Service');
    const { resource } = functionOf(prod.resources, 'prod', 'scan-attachment');
    expect(resource.properties).toMatchObject({
      Environment: {
        Variables: { DOSSIER__ATTACHMENT_SCANNING__ICAP_HOST: `${String(service?.properties.Name)}.${String(namespace?.properties.Name)}` },
      },
      VpcConfig: { SubnetIds: [expect.anything(), expect.anything()], SecurityGroupIds: [expect.anything()] },
    });
  });

  it('is the only thing that brings a function into a network', () => {
    const inside = (all: readonly Resource[]) => ofType(all, 'AWS::Lambda::Function').filter(({ properties }) => properties.VpcConfig);
    expect(inside(prod.resources)).toHaveLength(1);
    expect(inside(dev.resources)).toEqual([]);
    expect(ofType(dev.resources, 'AWS::EC2::VPC')).toEqual([]);
  });

  it('gets its canary every minute, and the two alarms are about it', () => {
    const schedules = ofType(prod.resources, 'AWS::Scheduler::Schedule').filter(({ stack }) => stack === 'dossier-prod-scan');
    expect(schedules).toHaveLength(1);
    const { Target } = z.object({ Target: z.object({ Input: z.string() }) }).parse(schedules[0]?.properties);
    expect(scanRequest.parse(JSON.parse(Target.Input))).toEqual({ kind: 'canary' });
    const alarms = ofType(prod.resources, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties.AlarmName);
    expect(alarms).toEqual(expect.arrayContaining(['dossier-prod-scanner-blind', 'dossier-prod-scanner-unproven']));
  });
});

describe('a stage whose settings and scanner disagree', () => {
  it('is not built', () => {
    const build = (stage: typeof stages.prod) => () => appOf(stage, assemblyFolder());
    expect(build({ ...stages.dev, settings: { 'attachment_scanning.enabled': true } })).toThrow('every upload would be refused');
    expect(build({ ...stages.prod, settings: {} })).toThrow('uploads would not be scanned');
  });
});
