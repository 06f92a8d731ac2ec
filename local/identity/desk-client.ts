import type { ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { scopes } from '../../contracts/scopes.ts';
import { tokenLifetimes } from '../../contracts/token-lifetimes.ts';
import { hashToken, isSameHash } from '../../core/secret-token.ts';

/** The desk as a client: a page in a browser, which can keep no secret and proves itself by PKCE, as on AWS. */
export const deskClientId = 'dossier-desk';

/** The one person of a local run. */
export const reviewer = 'reviewer';

/** Scopes the desk asks for. */
export const deskScope = ['openid', ...scopes].join(' ');

/**
 * The desk's client.
 * @param pages - addresses of the desk, one for each name this machine has
 */
export function deskClient(pages: readonly string[]): ClientMetadata {
  return {
    client_id: deskClientId,
    application_type: 'web',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [...pages],
    post_logout_redirect_uris: [...pages],
    token_endpoint_auth_method: 'none',
  };
}

/** Whether a password is the one of this run. Digests are compared, so that time tells nothing. */
export function isPassword(given: string, expected: string): boolean {
  return isSameHash(hashToken(given), hashToken(expected));
}

/**
 * How people get tokens: a login page of ours, no question for consent, and a refresh token for as long as the login lasts.
 * @param audience - whom tokens are for
 * @param origins - origins of the desk, which may call the token endpoint
 */
export function personConfiguration(audience: string, origins: readonly string[]): Configuration {
  return {
    interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    loadExistingGrant: (ctx) => grantEverything(ctx, audience),
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    // Cognito's name for who a token is about; a program's token has none.
    extraTokenClaims: (_, token) => ('accountId' in token ? { username: token.accountId } : undefined),
    clientBasedCORS: (_, origin) => origins.includes(origin),
    ttl: {
      AccessToken: tokenLifetimes.person,
      AuthorizationCode: 60,
      IdToken: tokenLifetimes.person,
      RefreshToken: tokenLifetimes.session,
      Grant: tokenLifetimes.session,
      Session: tokenLifetimes.session,
      Interaction: 3_600,
    },
  };
}

async function grantEverything(ctx: KoaContextWithOIDC, audience: string) {
  const { client, session, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(audience, scopes.join(' '));
  await grant.save();
  return grant;
}
