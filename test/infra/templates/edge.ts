import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { edgeHeaders } from '../../../contracts/edge.ts';
import { environment } from '../../../contracts/environment.ts';
import { functions } from '../../../contracts/functions.ts';
import { pageHeaders } from '../../../contracts/page-policy.ts';
import { pathsOf, routes } from '../../../contracts/routes.ts';
import { stages } from '../../../lib/stages.ts';
import { appOf, assemblyFolder, type Resource, resourcesOf, textOf } from '../synthesise.ts';
import { dev, prod } from './stages.ts';

const { edge } = stages.prod;
if ('because' in edge) throw new Error('These tests need a stage with an edge.');
const ofType = (type: string, all: readonly Resource[] = prod.resources) => all.filter((resource) => resource.type === type);

const behaviourSchema = z.looseObject({
  PathPattern: z.optional(z.string()),
  ResponseHeadersPolicyId: z.unknown(),
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
});
const distributionSchema = z.object({
  DistributionConfig: z.looseObject({
    DefaultCacheBehavior: behaviourSchema,
    CacheBehaviors: z.array(behaviourSchema),
    Origins: z.array(z.looseObject({ Id: z.string(), OriginCustomHeaders: z.optional(z.array(z.unknown())) })),
    WebACLId: z.unknown(),
  }),
});
const { DistributionConfig: front } = distributionSchema.parse(ofType('AWS::CloudFront::Distribution')[0]?.properties);
const apiOrigin = front.Origins.find(({ OriginCustomHeaders }) => OriginCustomHeaders !== undefined);

/** Whether an address falls under a pattern of CloudFront, where `*` is any text. */
const fallsUnder = (path: string, pattern: string) =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(path);

describe('the front door', () => {
  it('leads every route of the API to the API, and the pages to their bucket', () => {
    const behaviourOf = (path: string) =>
      front.CacheBehaviors.find(({ PathPattern = '' }) => fallsUnder(path, PathPattern)) ?? front.DefaultCacheBehavior;
    for (const path of routes.flatMap(pathsOf)) expect(behaviourOf(path).TargetOriginId, path).toBe(apiOrigin?.Id);
    for (const path of ['/', '/admin/', '/admin/config.json', '/assets/any.js']) {
      expect(behaviourOf(path).TargetOriginId, path).not.toBe(apiOrigin?.Id);
    }
  });

  it('speaks TLS alone, and has the firewall in front', () => {
    for (const { ViewerProtocolPolicy } of [front.DefaultCacheBehavior, ...front.CacheBehaviors]) {
      expect(['https-only', 'redirect-to-https']).toContain(ViewerProtocolPolicy);
    }
    expect(front.WebACLId).toEqual({
      'Fn::GetStackOutput': { StackName: 'dossier-prod-edge-guard', OutputName: 'WebAclArn', Region: 'us-east-1' },
    });
    const [guard] = ofType('AWS::WAFv2::WebACL');
    expect(guard?.properties).toMatchObject({
      Scope: 'CLOUDFRONT',
      Rules: [
        {
          Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
          Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: edge.callsPerFiveMinutes } },
        },
        { OverrideAction: { None: {} } },
        { OverrideAction: { None: {} } },
      ],
    });
  });

  it('sends who calls along with every call, and never the caller’s host', () => {
    const [policy] = ofType('AWS::CloudFront::OriginRequestPolicy');
    const { OriginRequestPolicyConfig } = z
      .object({ OriginRequestPolicyConfig: z.object({ HeadersConfig: z.object({ Headers: z.array(z.string()) }) }) })
      .parse(policy?.properties);
    expect(OriginRequestPolicyConfig.HeadersConfig.Headers).toContain(edgeHeaders.viewer);
    // Written out, and not read from the routes as the templates do: a header that is forgotten is a call that fails behind the edge alone.
    const wanted = ['accept', 'content-type', 'idempotency-key', 'x-upload-token', edgeHeaders.viewer];
    expect([...OriginRequestPolicyConfig.HeadersConfig.Headers].sort()).toEqual(wanted.sort());
    expect(OriginRequestPolicyConfig.HeadersConfig.Headers).not.toContain('host');
    expect(OriginRequestPolicyConfig.HeadersConfig.Headers).not.toContain(edgeHeaders.secret);
  });

  it('keeps the pages in a bucket that it alone reads', () => {
    const [policy] = ofType('AWS::S3::BucketPolicy').filter(({ stack }) => stack === 'dossier-prod-edge');
    const allowed = z
      .object({ PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }) })
      .parse(policy?.properties)
      .PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toMatchObject([
      {
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
      },
    ]);
  });

  it('gives pages the headers of the local run', () => {
    const policies = ofType('AWS::CloudFront::ResponseHeadersPolicy').map(({ properties }) => JSON.stringify(properties));
    const { 'content-security-policy': local, 'x-content-type-options': _, ...others } = pageHeaders(['X']);
    const rules = local.split('; ').filter((one) => !one.startsWith('connect-src'));
    for (const rule of [...rules, ...Object.values(others)]) {
      expect(
        policies.filter((text) => text.includes(rule)),
        rule,
      ).toHaveLength(2);
    }
    expect(policies.filter((text) => text.includes('"ContentTypeOptions":{"Override":true}'))).toHaveLength(3);
    expect(policies.filter((text) => text.includes('Strict'))).toHaveLength(3);
  });
});

describe('the secret between the edge and the functions', () => {
  const variables = (all: readonly Resource[]) =>
    ofType('AWS::Lambda::Function', all).map(({ properties }) => ({
      name: String(properties.FunctionName).replace(/^dossier-(prod|dev)-/, ''),
      secrets: z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) }).parse(properties).Environment
        .Variables[environment.edgeSecrets],
    }));
  const behindRoutes = Object.entries(functions).flatMap(([name, { trigger }]) => (trigger === 'http' ? [name] : []));

  it('is known to every function behind a route, to no other, and to none where there is no edge', () => {
    const knowing = variables(prod.resources).filter(({ secrets }) => secrets !== undefined);
    expect(knowing.map(({ name }) => name).sort()).toEqual(behindRoutes.sort());
    expect(variables(dev.resources).filter(({ secrets }) => secrets !== undefined)).toEqual([]);
  });

  it('is a reference in the templates, sent under the header that functions read', () => {
    expect(JSON.stringify(apiOrigin?.OriginCustomHeaders)).toMatch(
      new RegExp(`"HeaderName":"${edgeHeaders.secret}".*\\{\\{resolve:secretsmanager:`),
    );
  });

  it('can be changed: the functions take the new one and the one before, and the edge sends the new one', () => {
    const changed = resourcesOf(appOf({ ...stages.prod, edge: { ...edge, secretGeneration: 2 } }, assemblyFolder()));
    const [first] = variables(changed).filter(({ secrets }) => secrets !== undefined);
    expect(textOf(first?.secrets).split(',')).toEqual([expect.stringMatching(/generation2/), expect.stringMatching(/generation1/)]);
    const sent = JSON.stringify(ofType('AWS::CloudFront::Distribution', changed)[0]?.properties);
    expect(sent).toMatch(/generation2/);
    expect(sent).not.toMatch(/generation1/);
  });
});

describe('what runs at the edge', () => {
  const code = textOf(ofType('AWS::CloudFront::Function')[0]?.properties.FunctionCode);
  const ask = (uri: string): unknown => {
    const context = createContext({});
    runInContext(code, context);
    return JSON.parse(String(runInContext(`JSON.stringify(handler({ request: { uri: ${JSON.stringify(uri)} } }))`, context)));
  };

  it.each([
    ['/', '/index.html'],
    ['/admin/', '/admin/index.html'],
    ['/assets/page.js', '/assets/page.js'],
  ])('finds the file of %s', (uri, file) => {
    expect(ask(uri)).toEqual({ uri: file });
  });

  it('leads from /admin to /admin/', () => {
    expect(ask('/admin')).toMatchObject({ statusCode: 308, headers: { location: { value: '/admin/' } } });
  });

  it('tells the desk who signs people in', () => {
    const { body } = z.object({ body: z.object({ data: z.string() }) }).parse(ask('/admin/config.json'));
    expect(JSON.parse(body.data)).toEqual({
      authority: expect.stringMatching(/^https:\/\//),
      client_id: expect.any(String),
      scope: expect.stringMatching(/^openid dossier\//),
      logout_parameters: { client_id: expect.any(String), logout_uri: stages.prod.adminPageUrls[0] },
    });
  });
});
