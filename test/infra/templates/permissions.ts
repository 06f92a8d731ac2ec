import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createRateLimiter } from '../../../adapters/dynamodb/rate-limiter.ts';
import { createTableProbe } from '../../../adapters/dynamodb/table-probe.ts';
import { type FunctionName, functionNames, functions } from '../../../contracts/functions.ts';
import { tableAccess, tableKeyActions } from '../../../lib/constructs/dossier-table.ts';
import { bucketAccess } from '../../../lib/constructs/file-bucket.ts';
import { secretActions } from '../../../lib/constructs/secret-names.ts';
import { workflowActions } from '../../../lib/constructs/workflow-name.ts';
import { grantsOf } from '../read-grants.ts';
import { functionOf, type Statement, statementsOf } from '../read-permissions.ts';
import { type Resource, textOf } from '../synthesise.ts';
import { prod } from './stages.ts';

const { resources } = prod;
const sorted = (items: Iterable<string>) => [...new Set(items)].sort();

/** What Lambda needs to put a function into a network; the function's own code is denied it. */
const networkActions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/** The actions the table of grants comes to, with what every function needs to write its log. */
function wantedActions(name: FunctionName): readonly string[] {
  const { configs, requests, packages, attachments, quarantine, states, rows, secrets, reconciler, scanner, mail } = grantsOf(name);
  const tables = [...configs, ...requests];
  return sorted([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    ...tables.flatMap((kind) => tableAccess[kind].actions),
    ...(tables.length > 0 ? tableKeyActions : []),
    ...[...packages, ...rows, ...attachments, ...quarantine].flatMap((kind) => Object.values(bucketAccess[kind]).flat()),
    ...states.flatMap((kind) => [...workflowActions[kind].machine, ...workflowActions[kind].execution]),
    ...secrets.flatMap((kind) => secretActions[kind]),
    ...(reconciler === true || scanner === true ? ['lambda:InvokeFunction'] : []),
    ...(mail === true ? ['ses:SendEmail'] : []),
    // What a scheduled function could not do is sent to the dead-letter queue in its own name.
    ...(functions[name].trigger === 'schedule' ? ['sqs:SendMessage'] : []),
    ...(name === 'scan-attachment' ? networkActions : []),
  ]);
}

describe('what functions may do', () => {
  it.each(functionNames)('%s may do what the table of grants says, and nothing else', (name) => {
    const allowed = functionOf(resources, 'prod', name).may.filter(({ denied }) => !denied);
    expect(sorted(allowed.flatMap(({ actions }) => actions))).toEqual(wantedActions(name));
  });

  it('is this much for the function that takes public calls and reads nothing', () => {
    const may = functionOf(resources, 'prod', 'issue-token').may.filter(({ actions }) =>
      actions.some((action) => action.startsWith('dynamodb:')),
    );
    expect(may).toEqual([
      {
        denied: false,
        actions: ['dynamodb:UpdateItem'],
        resources: [expect.stringMatching(/requeststable.*Arn/)],
        conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'rate#*' } },
      },
    ]);
  });

  it('includes keys through the service that uses them alone', () => {
    const decrypting = functionNames.flatMap((name) =>
      functionOf(resources, 'prod', name).may.filter(({ actions }) => actions.includes('kms:Decrypt')),
    );
    expect(decrypting.length).toBeGreaterThan(functionNames.length - 1);
    for (const { conditions } of decrypting) expect(JSON.stringify(conditions)).toMatch(/kms:ViaService.*(dynamodb|s3)\./);
  });

  it('reaches files by their prefix, and executions of the one workflow', () => {
    const allowed = functionNames.flatMap((name) => functionOf(resources, 'prod', name).may.filter(({ denied }) => !denied));
    // What has no resource to name is about the network that the scan function stands in, and looks at it only.
    const everywhere = allowed.filter((may) => may.resources.includes('*'));
    expect(everywhere.map(({ actions }) => sorted(actions))).toEqual([['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets']]);
    const all = allowed.filter((may) => !everywhere.includes(may)).flatMap((may) => may.resources);
    const wide = sorted(all.filter((resource) => resource.includes('*')));
    expect(
      wide.map((resource) =>
        resource
          .replace(/^<.*Attpackages.*>/, 'P')
          .replace(/^<.*Attattachments.*>/, 'A')
          .replace(/^<.*Attquarantine.*>/, 'Q'),
      ),
    ).toEqual([
      'A/attachments/*',
      'P/packages/*',
      'P/rows/*',
      'Q/quarantine/*',
      'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:*/*',
      'arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:dossier/prod/connections/*',
      'arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:dossier-prod-privacy-request:*',
    ]);
  });

  it('fits the partitions that the adapters really use', async () => {
    const keys: unknown[] = [];
    const client = {
      send: async (command: { input: { Key: { pk: string } } }) => {
        keys.push(command.input.Key.pk);
        return { Attributes: { calls: 1 } };
      },
    };
    // Only `send` is called.
    const double = client as unknown as Parameters<typeof createTableProbe>[0];
    await createRateLimiter(double, 'table', 'public', 1, { now: () => new Date(0) }).take('192.0.2.1');
    await createTableProbe(double, 'table')();
    expect(keys).toEqual([expect.stringMatching(/^rate#/), tableAccess.probe.partitions]);
    expect(tableAccess.count.partitions).toBe('rate#*');
  });
});

/** Actions that have no resource to name. @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
const withoutResource =
  /^(ecr:GetAuthorizationToken$|ec2:Describe|logs:(Create|Get|Update|Delete|List)LogDeliver|logs:(Put|Describe)ResourcePolic|logs:DescribeLogGroups$|xray:)/;

/** Statements that reach everything, though their actions could name a resource. */
function tooWide(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter(
    ({ denied, resources: all, actions }) => !denied && all.includes('*') && actions.some((action) => !withoutResource.test(action)),
  );
}

describe('all roles', () => {
  const roles = resources.filter(({ type }) => type === 'AWS::IAM::Role');

  it('have neither managed nor inline policies, so that the policies looked at are all there are', () => {
    for (const { properties } of roles) expect(Object.keys(properties)).not.toEqual(expect.arrayContaining(['ManagedPolicyArns']));
    for (const { properties } of roles) expect(Object.keys(properties)).not.toEqual(expect.arrayContaining(['Policies']));
  });

  it('reach network interfaces of any name in Lambda’s hands alone: the code of the function is denied them', () => {
    const { may } = functionOf(resources, 'prod', 'scan-attachment');
    const [denial, ...others] = may.filter(({ denied }) => denied);
    expect(others).toEqual([]);
    expect(denial).toMatchObject({ resources: ['*'], conditions: { ArnEquals: { 'lambda:SourceFunctionArn': expect.anything() } } });
    expect(textOf(Object.values(denial?.conditions.ArnEquals ?? {})[0])).toMatch(/:function:dossier-prod-scan-attachment$/);
    expect(sorted(denial?.actions ?? [])).toEqual(sorted(networkActions));
  });

  it('name a resource for every action that has one, and no action by a pattern', () => {
    const statements = roles.flatMap((role) => statementsOf(resources, role));
    expect(tooWide(statements)).toEqual([]);
    expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('would be found out otherwise', () => {
    expect(tooWide([{ denied: false, actions: ['kms:Decrypt'], resources: ['*'], conditions: {} }])).toHaveLength(1);
    expect(
      tooWide([{ denied: false, actions: ['xray:PutTraceSegments', 'dynamodb:PutItem'], resources: ['*'], conditions: {} }]),
    ).toHaveLength(1);
  });

  it('are used by one function each', () => {
    const used = resources
      .filter(({ type }) => type === 'AWS::Lambda::Function')
      .map(({ stack, properties }) => `${stack} ${JSON.stringify(properties.Role)}`);
    expect(new Set(used).size).toBe(used.length);
  });
});

describe('the state machine', () => {
  const machines = resources.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine');
  const [machine] = machines;
  const schema = z.object({
    RoleArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
    DefinitionString: z.string(),
    DefinitionSubstitutions: z.record(z.string(), z.unknown()),
  });

  const functionIds = (trigger: string): readonly string[] =>
    functionNames
      .filter((name) => functions[name].trigger === trigger)
      .map((name) => `<${functionOf(resources, 'prod', name).resource.id}.Arn>`);

  it('may call exactly the functions of its states, and in no other version', () => {
    const { stack } = machine as Resource;
    const role = schema.parse(machine?.properties).RoleArn['Fn::GetAtt'][0];
    const calls = statementsOf(resources, { stack, id: role }).filter(({ actions }) =>
      actions.some((action) => action.startsWith('lambda:')),
    );
    expect(calls.flatMap(({ actions }) => actions)).toEqual(['lambda:InvokeFunction']);
    expect(sorted(calls.flatMap((call) => call.resources))).toEqual(sorted(functionIds('workflow')));
  });

  it('is a standard one with the file as its definition, logs errors without data, is traced, and has a key of its own', () => {
    expect(machines).toHaveLength(1);
    expect(machine?.properties).toMatchObject({
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
      EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY' },
    });
  });

  it('is given a function for every place of its definition', () => {
    const { DefinitionString, DefinitionSubstitutions } = schema.parse(machine?.properties);
    const places = [...DefinitionString.matchAll(/\$\{(\w+)\}/g)].map(([, place = '']) => place);
    expect(sorted(places)).toEqual(sorted(Object.keys(DefinitionSubstitutions)));
  });
});
