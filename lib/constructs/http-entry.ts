import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '../../contracts/functions.ts';
import type { Route } from '../../contracts/routes/route.ts';
import { pathsOf, routes } from '../../contracts/routes.ts';
import type { StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import { ApiStage } from './api-stage.ts';
import { forgettingLog } from './forgetting-log.ts';
import type { NodeFunction } from './node-function.ts';

/** The function that answers where no route matches: with 404 or 405 as a problem, which API Gateway can't do by itself. */
const unmatched: FunctionName = 'describe-service';

/** Who issues tokens, for which clients, and what stands before a scope's name in them. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly clients: readonly IUserPoolClient[];
  readonly scopePrefix: string;
}

/** What the API is made of. */
export interface HttpEntryProps {
  readonly stage: StageSettings;
  readonly functions: ReadonlyMap<FunctionName, NodeFunction>;
  readonly tokens: TokenIssuer;
}

/**
 * The HTTP API: one route for each route key of contracts/routes.ts, a JWT authorizer with the route's scope where it has one, and
 * `$default` for everything else. There is no CORS: pages and API have one origin (DESIGN section 2, the edge).
 */
export class HttpEntry extends Construct {
  readonly api: HttpApi;
  readonly accessLog: LogGroup;
  readonly #integrations: ReadonlyMap<FunctionName, HttpLambdaIntegration>;
  readonly #authorizer: HttpJwtAuthorizer;
  readonly #scopePrefix: string;

  constructor(scope: Construct, id: string, { stage, functions, tokens }: HttpEntryProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'api', {
      apiName: `dossier-${stage.name}`,
      description: 'Dossier: privacy requests',
      createDefaultStage: false,
    });
    this.#scopePrefix = tokens.scopePrefix;
    this.#authorizer = new HttpJwtAuthorizer('bearer-token', tokens.issuer, {
      jwtAudience: tokens.clients.map((client) => client.userPoolClientId),
    });
    this.#integrations = new Map(
      // One permission per function and not per route: a function answers all its routes and no others anyway.
      [...functions].map(([name, fn]) => [name, new HttpLambdaIntegration(name, fn.lambda, { scopePermissionToRoute: false })]),
    );
    for (const route of routes) this.#add(route);
    this.#addDefault();
    this.accessLog = forgettingLog(this, 'access-log', stage);
    new ApiStage(this, 'stage', { api: this.api, accessLog: this.accessLog, throttle: stage.throttle });
  }

  #add(route: Route): void {
    for (const [index, path] of pathsOf(route).entries()) {
      const added = new HttpRoute(this, index === 0 ? route.id : `${route.id}-${index}`, {
        httpApi: this.api,
        routeKey: HttpRouteKey.with(path, HttpMethod[route.method]),
        integration: this.#integrationOf(route.function),
        ...(route.scope === undefined ? {} : { authorizer: this.#authorizer, authorizationScopes: [`${this.#scopePrefix}${route.scope}`] }),
      });
      if (route.scope === undefined) {
        acknowledge(added, { 'AwsSolutions-APIG4': `Public by contract and limited by address: ${route.summary.toLowerCase()}.` });
      }
    }
  }

  #addDefault(): void {
    const route = new HttpRoute(this, 'unmatched', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: this.#integrationOf(unmatched),
    });
    acknowledge(route, { 'AwsSolutions-APIG4': 'Answers unknown addresses with a problem and reads nothing.' });
  }

  #integrationOf(name: FunctionName): HttpLambdaIntegration {
    const integration = this.#integrations.get(name);
    if (integration === undefined)
      throw new Error(`A route names the function ${name}, which contracts/functions.ts has no http trigger for.`);
    return integration;
  }
}
