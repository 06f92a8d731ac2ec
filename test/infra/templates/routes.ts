import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { routeKeysOf, routes } from '../../../contracts/routes.ts';
import { accessLogLine } from '../../../lib/constructs/api-stage.ts';
import { stages } from '../../../lib/stages.ts';
import { textOf } from '../synthesise.ts';
import { prod } from './stages.ts';

const { resources } = prod;
const ofType = (type: string) => resources.filter((resource) => resource.type === type);

const routeSchema = z.object({
  RouteKey: z.string(),
  AuthorizationType: z._default(z.string(), 'NONE'),
  AuthorizationScopes: z._default(z.array(z.string()), []),
  AuthorizerId: z.optional(z.unknown()),
  Target: z.unknown(),
});
const integrationSchema = z.object({ IntegrationUri: z.unknown(), PayloadFormatVersion: z.string() });

/** The template's routes as lines: key, authorisation, scopes, function. */
function deployedRoutes(): readonly string[] {
  const integrations = new Map(
    ofType('AWS::ApiGatewayV2::Integration').map(({ id, properties }) => [id, integrationSchema.parse(properties)]),
  );
  const functions = new Map(
    ofType('AWS::Lambda::Function').map(({ id, properties }) => [id, String(properties.FunctionName).replace('dossier-prod-', '')]),
  );
  return ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => {
    const { RouteKey, AuthorizationType, AuthorizationScopes, Target } = routeSchema.parse(properties);
    const integration = integrations.get(textOf(Target).replace(/^integrations\/<(.+)>$/, '$1'));
    const fn = functions.get(textOf(integration?.IntegrationUri).replace(/^<(.+)\.Arn>$/, '$1'));
    return [RouteKey, AuthorizationType, AuthorizationScopes.join(','), fn].join(' | ');
  });
}

describe('the routes of the API', () => {
  it('are those of the route table with their scopes and functions, and one for everything else', () => {
    const wanted = routes.flatMap((route) =>
      routeKeysOf(route).map((key) => {
        const scope = route.scope === undefined ? ['NONE', ''] : ['JWT', `dossier/${route.scope}`];
        return [key, ...scope, route.function].join(' | ');
      }),
    );
    expect([...deployedRoutes()].sort()).toEqual([...wanted, '$default | NONE |  | describe-service'].sort());
  });

  it('have one authorizer, which takes tokens of our user pool for our two clients alone', () => {
    const [authorizer, ...others] = ofType('AWS::ApiGatewayV2::Authorizer');
    expect(others).toEqual([]);
    const { JwtConfiguration } = z
      .object({ AuthorizerType: z.literal('JWT'), JwtConfiguration: z.object({ Audience: z.array(z.unknown()), Issuer: z.unknown() }) })
      .parse(authorizer?.properties);
    const clients = ofType('AWS::Cognito::UserPoolClient').map(({ id }) => id);
    expect(clients).toHaveLength(2);
    expect(JwtConfiguration.Audience.map(textOf).sort()).toEqual(
      clients.map((id) => expect.stringContaining(`ExportsOutputRef${id}`)).sort(),
    );
    expect(textOf(JwtConfiguration.Issuer)).toMatch(
      /^https:\/\/<dossier-prod-identity:ExportsOutputFnGetAtt\w*people\w*ProviderName[0-9A-F]{8}>$/i,
    );
  });

  it('hand events of payload format 2.0 to functions, which only this API may call', () => {
    for (const { properties } of ofType('AWS::ApiGatewayV2::Integration')) expect(properties.PayloadFormatVersion).toBe('2.0');
    const permissions = ofType('AWS::Lambda::Permission');
    expect(permissions).toHaveLength(new Set([...routes.map((route) => route.function), 'describe-service']).size);
    for (const { properties } of permissions) {
      expect(properties.Principal).toBe('apigateway.amazonaws.com');
      expect(textOf(properties.SourceArn)).toMatch(/:execute-api:<AWS::Region>:<AWS::AccountId>:<httpapi[^>]*>\//);
    }
  });
});

describe('the stage of the API', () => {
  const [stage] = ofType('AWS::ApiGatewayV2::Stage');

  it('is throttled as the stage settings say', () => {
    expect(stage?.properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: {
        ThrottlingRateLimit: stages.prod.throttle.ratePerSecond,
        ThrottlingBurstLimit: stages.prod.throttle.burst,
        DetailedMetricsEnabled: true,
      },
    });
  });

  it('logs calls without address, agent, path, query, header or claim', () => {
    const { AccessLogSettings } = z.object({ AccessLogSettings: z.object({ Format: z.string() }) }).parse(stage?.properties);
    expect(JSON.parse(AccessLogSettings.Format)).toEqual(accessLogLine);
    expect(AccessLogSettings.Format).not.toMatch(/identity|sourceIp|userAgent|\$context\.path|querystring|claims|header/i);
  });
});
