import { Aws, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
  type UserPoolDomain,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { DeskConfig } from '../../contracts/desk-config.ts';
import { scopes } from '../../contracts/scopes.ts';
import { tokenLifetimes } from '../../contracts/token-lifetimes.ts';
import type { TokenIssuer } from '../constructs/http-entry.ts';
import type { NodeFunction } from '../constructs/node-function.ts';
import { keeps, type StageSettings } from '../stages.ts';

// Cognito puts the resource server's identifier before a scope's name.
const resourceServer = 'dossier';
const scopePrefix = `${resourceServer}/`;

/** Said outright, since a client that says nothing lets passwords be tried past the hosted login. */
const hostedOnly = { userSrp: false } as const;

/** Who may call: people through the hosted login with a second factor, programs with a client secret. */
export class IdentityStack extends Stack {
  readonly userPool: UserPool;
  readonly programs: UserPoolClient;
  readonly people: UserPoolClient;
  readonly #tokenHost: string;

  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id, {
      stackName: `dossier-${stage.name}-identity`,
      description: 'Dossier: who may call the API',
      terminationProtection: stage.keepData === true,
    });
    this.userPool = userPool(this, stage);
    const { server, granted } = scopesOf(this.userPool);
    const domain = this.userPool.addDomain('domain', {
      // A prefix is unique in its region, among all accounts.
      cognitoDomain: { domainPrefix: `dossier-${stage.name}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.#tokenHost = tokenHost(stage, domain);
    this.programs = this.userPool.addClient('programs', {
      generateSecret: true,
      authFlows: hostedOnly,
      oAuth: { flows: { clientCredentials: true }, scopes: granted },
      accessTokenValidity: Duration.seconds(tokenLifetimes.program),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    this.people = this.userPool.addClient('people', {
      // A page in a browser can keep no secret: it proves itself by PKCE (RFC 7636), which Cognito takes on the code grant.
      generateSecret: false,
      authFlows: hostedOnly,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, ...granted],
        callbackUrls: [...stage.adminPageUrls],
        logoutUrls: [...stage.adminPageUrls],
      },
      accessTokenValidity: Duration.seconds(tokenLifetimes.person),
      idTokenValidity: Duration.seconds(tokenLifetimes.person),
      refreshTokenValidity: Duration.seconds(tokenLifetimes.session),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    for (const client of [this.programs, this.people]) client.node.addDependency(server);
    this.#describe();
    if (stage.leftOut['login-pages'] !== undefined) return;
    // Without a branding of any kind the newer login pages are not served.
    new CfnManagedLoginBranding(this, 'branding', {
      userPoolId: this.userPool.userPoolId,
      clientId: this.people.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }

  /** Where people sign in, as a page's origin. */
  get loginOrigin(): string {
    return this.#tokenHost;
  }

  /** What the desk has to know of who signs people in. */
  desk(adminPage: string): DeskConfig {
    const clientId = this.people.userPoolClientId;
    return {
      authority: this.tokens.issuer,
      client_id: clientId,
      scope: ['openid', ...scopes.map((scope) => `${scopePrefix}${scope}`)].join(' '),
      // Cognito's own: https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
      logout_parameters: { client_id: clientId, logout_uri: adminPage },
    };
  }

  /** What people and programs need to sign in. The secret of `programs` is asked of Cognito, by those who may (docs/deploy.md). */
  #describe(): void {
    new CfnOutput(this, 'UserPoolId', { value: this.userPool.userPoolId, description: 'Where users are kept' });
    new CfnOutput(this, 'ProgramsClientId', {
      value: this.programs.userPoolClientId,
      description: 'Programs sign in with it and its secret',
    });
    new CfnOutput(this, 'PeopleClientId', { value: this.people.userPoolClientId, description: 'The admin page signs people in with it' });
    new CfnOutput(this, 'TokenUrl', { value: `${this.#tokenHost}/oauth2/token`, description: 'Where tokens are issued' });
  }

  /** What the API needs to check tokens. */
  get tokens(): TokenIssuer {
    return { issuer: `https://${this.userPool.userPoolProviderName}`, clients: [this.programs, this.people], scopePrefix };
  }

  /** Tells a function where tokens are issued, and what Cognito puts before a scope's name. */
  provideTokenEndpoint(fn: NodeFunction): void {
    fn.provide('tokenUrl', `${this.#tokenHost}/oauth2/token`);
    fn.provide('scopePrefix', scopePrefix);
  }
}

/** Where tokens are issued: the hosted login's own host, unless the stage is deployed without one. */
function tokenHost(stage: StageSettings, domain: UserPoolDomain): string {
  if (stage.leftOut['login-domain'] === undefined) return domain.baseUrl();
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint === undefined)
    throw new Error(`The stage ${stage.name} has no login domain, so AWS_ENDPOINT_URL must say where tokens are issued.`);
  return endpoint;
}

function userPool(scope: Construct, stage: StageSettings): UserPool {
  const keep = keeps(stage.keepData);
  return new UserPool(scope, 'people-and-programs', {
    userPoolName: `dossier-${stage.name}`,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    mfa: Mfa.REQUIRED,
    // No text messages: a number can be taken over.
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 14,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    // The plan that watches for stolen passwords and odd sign-ins: https://aws.amazon.com/cognito/pricing/
    featurePlan: FeaturePlan.PLUS,
    standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
    deletionProtection: keep,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}

function scopesOf(pool: UserPool): { readonly server: UserPoolResourceServer; readonly granted: OAuthScope[] } {
  const serverScopes = scopes.map((scopeName) => new ResourceServerScope({ scopeName, scopeDescription: `May use ${scopeName}` }));
  const server = pool.addResourceServer('scopes', { identifier: resourceServer, scopes: serverScopes });
  return { server, granted: serverScopes.map((serverScope) => OAuthScope.resourceServer(server, serverScope)) };
}
