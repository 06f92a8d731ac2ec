import * as z from 'zod/mini';
import { type ProblemCode, problems } from '../../contracts/problems.ts';
import type { tokenRoutes } from '../../contracts/routes/token.ts';
import { scopes } from '../../contracts/scopes.ts';
import { AppError } from '../../core/errors.ts';
import type { Endpoints } from '../http/endpoint.ts';

/** What a provider answers to a token request; unlike ours, its answer may leave `scope` out. */
export interface ProviderAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks the identity provider's token endpoint. @throws where it does not answer. */
export type AskProvider = (form: URLSearchParams, authorization: string | undefined) => Promise<ProviderAnswer>;

/** What issuing tokens needs. */
export interface IssueTokenParts {
  readonly askProvider: AskProvider;
  /** What the provider puts before a scope's name, such as Cognito's `dossier/`. */
  readonly scopePrefix: string;
}

const granted = z.lazy(() => z.object({ access_token: z.string(), expires_in: z.int(), scope: z.optional(z.string()) }));
const refused = z.lazy(() => z.object({ error: z.string() }));
const claims = z.lazy(() => z.object({ scope: z.optional(z.string()) }));

/** RFC 6749, section 5.2: the errors a client can do something about, with our code and sentence for each. */
const refusals = {
  invalid_client: ['auth.client_invalid', 'The client id or the client secret is wrong.'],
  invalid_scope: ['auth.request_invalid', 'The client may not have one of the scopes, or there is no such scope.'],
  invalid_request: ['auth.request_invalid', 'The token request is not complete: send grant_type, client id and client secret.'],
  unauthorized_client: ['auth.request_invalid', 'This client may not use this grant type.'],
  unsupported_grant_type: ['auth.request_invalid', 'The grant_type must be client_credentials.'],
} as const;

type OAuthError = keyof typeof refusals;

/** Answers the token endpoint from the identity provider, so that path, scope names and errors are the same wherever it runs. */
export function createEndpoints(parts: IssueTokenParts): Endpoints<typeof tokenRoutes> {
  return {
    'issue-token': async ({ body, event }) => {
      const authorization = event.headers.authorization;
      const basic = authorization !== undefined && /^basic /i.test(authorization) ? authorization : undefined;
      if (body.grant_type === undefined) throw refusal('invalid_request');
      if (body.grant_type !== 'client_credentials') throw refusal('unsupported_grant_type');
      if (basic !== undefined && body.client_secret !== undefined)
        throw refusal('invalid_request', 'Name the client once: by HTTP Basic or in the form.');
      if (basic === undefined && (body.client_id === undefined || body.client_secret === undefined)) throw refusal('invalid_client');
      const answer = await parts.askProvider(makeForm(parts, body, basic === undefined), basic).catch((cause: unknown) => {
        throw new AppError('service.unavailable', 'The identity provider does not answer. Try again in a moment.', {
          retryAfterSeconds: 5,
          cause,
        });
      });
      return { status: 200, body: readToken(parts, answer) };
    },
  };
}

interface TokenForm {
  readonly scope?: string | undefined;
  readonly client_id?: string | undefined;
  readonly client_secret?: string | undefined;
}

function makeForm({ scopePrefix }: IssueTokenParts, form: TokenForm, withClient: boolean): URLSearchParams {
  const wanted = (form.scope ?? '').split(' ').filter((scope) => scope !== '');
  if (wanted.some((scope) => !scopes.some((known) => known === scope))) throw refusal('invalid_scope');
  const fields = new URLSearchParams({ grant_type: 'client_credentials' });
  if (wanted.length > 0) fields.set('scope', wanted.map((scope) => `${scopePrefix}${scope}`).join(' '));
  if (withClient) {
    fields.set('client_id', form.client_id ?? '');
    fields.set('client_secret', form.client_secret ?? '');
  }
  return fields;
}

function readToken({ scopePrefix }: IssueTokenParts, { status, body }: ProviderAnswer) {
  if (status !== 200) {
    const error = refused.safeParse(body);
    const name = error.success && isOAuthError(error.data.error) ? error.data.error : undefined;
    if (name !== undefined) throw refusal(name);
    throw new AppError('service.unavailable', 'The identity provider did not give a token. Try again in a moment.', {
      retryAfterSeconds: 5,
    });
  }
  const token = granted.parse(body);
  const scope = token.scope ?? scopeOf(token.access_token);
  return {
    access_token: token.access_token,
    token_type: 'Bearer' as const,
    expires_in: token.expires_in,
    scope: scope
      .split(' ')
      .map((name) => (name.startsWith(scopePrefix) ? name.slice(scopePrefix.length) : name))
      .join(' '),
  };
}

/** The scope a token carries in itself. It came from the provider just now, so its signature need not be checked to say so. */
function scopeOf(accessToken: string): string {
  const payload = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8');
  return claims.parse(JSON.parse(payload)).scope ?? '';
}

function isOAuthError(name: string): name is OAuthError {
  return Object.hasOwn(refusals, name);
}

function refusal(error: OAuthError, words?: string): AppError {
  const [code, sentence] = refusals[error];
  return new AppError(code, words ?? sentence, { members: { error } });
}

/**
 * RFC 6749's word for a problem that has none of its own. Section 5.2 knows only what a client did wrong; for the rest it is the word
 * of section 4.1.2.1, since a client looks for one in every refusal.
 */
export function oauthErrorOf(code: ProblemCode): { readonly error: string } {
  const { status } = problems[code];
  if (status === 429 || status === 503) return { error: 'temporarily_unavailable' };
  return { error: status < 500 ? 'invalid_request' : 'server_error' };
}
