import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { type Scope, scopes } from '../../contracts/scopes.ts';
import { tokenLifetimes } from '../../contracts/token-lifetimes.ts';
import { closeServer, listenOnLoopback } from '../run/listen-on-loopback.ts';
import { deskClient, personConfiguration } from './desk-client.ts';
import { listenOnKeptPort } from './keep-port.ts';
import { loginErrorPage, loginPolicy, logoutPage } from './login-page.ts';
import { serveLogin } from './serve-login.ts';

/** Whom tokens are for: what API Gateway's JWT authorizer calls the audience. */
export const audience = 'urn:dossier:api';

/** The local identity provider: the same kinds of token as on AWS. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly tokenUrl: string;
  readonly jwksUrl: string;
  /** The one client, made anew for each run. */
  readonly client: { readonly id: string; readonly secret: string };
  /** What the one person of the run logs in with at the desk, made anew for each run. */
  readonly password: string;
  stop(): Promise<void>;
}

/**
 * Starts the provider. Its keys, its client and its password live as long as the run.
 * @param deskOrigins - Origins the desk is served from, such as `http://127.0.0.1:8080`.
 * @param portFile - Where its port is kept for the next run; absent: any free port.
 */
export async function startIdentityProvider(deskOrigins: readonly string[] = [], portFile?: string): Promise<IdentityProvider> {
  const password = randomBytes(16).toString('base64url');
  const client = { id: `local-${randomUUID()}`, secret: randomBytes(32).toString('base64url') };
  const [key, server] = await Promise.all([makeKey(), openServer(portFile)]);
  const provider = new Provider(server.url, configure(client, key, deskOrigins));
  const answer = provider.callback();
  server.http.on('request', (request, response) =>
    request.url?.startsWith('/login/')
      ? void serveLogin({ provider, password, origins: deskOrigins }, request, response)
      : answer(request, response),
  );
  return {
    issuer: server.url,
    tokenUrl: `${server.url}/token`,
    jwksUrl: `${server.url}/jwks`,
    client,
    password,
    stop: () => closeServer(server.http, 1_000),
  };
}

async function openServer(portFile: string | undefined): Promise<{ http: Server; url: string }> {
  const http = createServer();
  return { http, url: await (portFile === undefined ? listenOnLoopback(http) : listenOnKeptPort(http, portFile)) };
}

async function makeKey() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: randomUUID() };
}

function configure(
  client: IdentityProvider['client'],
  key: Awaited<ReturnType<typeof makeKey>>,
  deskOrigins: readonly string[],
): Configuration {
  const person = personConfiguration(audience, deskOrigins);
  const policy = loginPolicy(deskOrigins);
  return {
    ...person,
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        token_endpoint_auth_method: 'client_secret_basic',
      },
      ...(deskOrigins.length === 0 ? [] : [deskClient(deskOrigins.map((origin) => `${origin}/admin/`))]),
    ],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.set('content-security-policy', policy);
          ctx.body = logoutPage(form);
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => {
          settleScopes(ctx);
          return audience;
        },
        useGrantedResource: () => true,
        getResourceServerInfo: (_, __, asking) => ({
          audience,
          scope: scopes.join(' '),
          accessTokenFormat: 'jwt',
          accessTokenTTL: asking.clientId === client.id ? tokenLifetimes.program : tokenLifetimes.person,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    ttl: { ...person.ttl, ClientCredentials: tokenLifetimes.program },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.set('content-security-policy', policy);
      ctx.body = loginErrorPage(out.error_description ?? out.error);
    },
  };
}

/**
 * Decides the scopes of a program's call before the provider looks at them: all where none is asked for, as Cognito does; one that
 * does not exist is refused, where the provider would leave it out without a word.
 */
function settleScopes(ctx: KoaContextWithOIDC): void {
  const { params } = ctx.oidc;
  if (params?.grant_type !== 'client_credentials') {
    return;
  }
  const asked = typeof params.scope === 'string' ? params.scope.split(' ').filter((scope) => scope !== '') : [];
  if (!asked.every((scope) => scopes.includes(scope as Scope))) {
    throw new errors.InvalidScope('a requested scope does not exist', '');
  }
  params.scope = (asked.length === 0 ? [...scopes] : asked).join(' ');
}
