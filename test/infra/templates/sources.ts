import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readFindings } from '../../../bin/synth/read-findings.ts';
import { type FunctionName, type FunctionSpec, functionNames, functions } from '../../../contracts/functions.ts';
import { type SourcesNetworkSettings, stages } from '../../../lib/stages.ts';
import { functionOf } from '../read-permissions.ts';
import { appOf, assemblyFolder, resourcesOf } from '../synthesise.ts';
import { prod } from './stages.ts';

const sourcesNetwork: SourcesNetworkSettings = {
  vpcId: 'vpc-0123456789abcdef0',
  subnets: [
    { id: 'subnet-0123456789abcdef1', availabilityZone: 'eu-central-1a' },
    { id: 'subnet-0123456789abcdef2', availabilityZone: 'eu-central-1b' },
  ],
  securityGroupId: 'sg-0123456789abcdef3',
};
const outdir = assemblyFolder();
const resources = resourcesOf(appOf({ ...stages.prod, sourcesNetwork }, outdir));
const withNetwork = z.object({ VpcConfig: z.optional(z.unknown()) });
const specs: readonly (readonly [FunctionName, FunctionSpec])[] = functionNames.map((name) => [name, functions[name]]);
const readers = specs.filter(([, { readsSources }]) => readsSources === true).map(([name]) => name);
const inSources = (all: typeof resources, name: FunctionName) =>
  withNetwork.parse(functionOf(all, 'prod', name).resource.properties).VpcConfig;

describe('a stage whose sources are in a network of their own', () => {
  it.each(readers)('has %s stand in it, behind the group that the databases let in', (name) => {
    expect(inSources(resources, name)).toEqual({
      SubnetIds: sourcesNetwork.subnets.map(({ id }) => id),
      SecurityGroupIds: [sourcesNetwork.securityGroupId],
    });
  });

  it('has nothing else stand in it, and changes nothing of it', () => {
    const there = specs.filter(([name]) => JSON.stringify(inSources(resources, name) ?? '').includes('sg-0123')).map(([name]) => name);
    expect(there.sort()).toEqual(['collect-source', 'manage-connections']);
    const added = (all: typeof resources) => all.filter(({ type }) => type.startsWith('AWS::EC2::')).map(({ id }) => id);
    expect(added(resources)).toEqual(added(prod.resources));
  });

  it('has Lambda make network interfaces in these subnets and with this group alone, whoever owns them', () => {
    const policies = resources.filter(
      ({ type, id }) => type === 'AWS::IAM::Policy' && /^(collectsource|manageconnections)network/.test(id),
    );
    expect(policies).toHaveLength(2);
    for (const { properties } of policies) {
      const text = JSON.stringify(properties);
      for (const { id } of sourcesNetwork.subnets) expect(text).toContain(`:*:subnet/${id}`);
      expect(text).toContain(`:*:security-group/${sourcesNetwork.securityGroupId}`);
      expect(text).not.toContain(':*/*');
    }
  });

  it('has no finding more', () => {
    expect(readFindings(outdir)).toEqual([]);
  });

  it.each([
    { vpcId: 'vpc-example' },
    { securityGroupId: 'vpc-0123456789abcdef0' },
    { subnets: [{ id: 'subnet-<yours>', availabilityZone: 'eu-central-1a' }] as const },
  ])('stops synth where an id is none: %j', (wrong) => {
    expect(() => appOf({ ...stages.prod, sourcesNetwork: { ...sourcesNetwork, ...wrong } }, outdir)).toThrow(/no id of the kind/);
  });
});

describe('a stage without such a network', () => {
  it.each(readers)('has %s stand in none', (name) => {
    expect(inSources(prod.resources, name)).toBeUndefined();
  });
});
