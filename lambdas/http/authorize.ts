import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Route } from '../../contracts/routes/route.ts';
import { type Actor, dataSubjectActor } from '../../core/caller.ts';
import { AppError } from '../../core/errors.ts';

/** What API Gateway's JWT authorizer hands on of a token it has verified. */
const authorizedContext = z.lazy(() =>
  z.object({
    authorizer: z.object({
      jwt: z.object({
        claims: z.object({
          scope: z.optional(z.string()),
          client_id: z.optional(z.string()),
          username: z.optional(z.string()),
          sub: z.optional(z.string()),
        }),
      }),
    }),
  }),
);

/** Cognito writes a scope as `<resource server>/<scope>`; the route table knows the scope alone. */
function withoutResourceServer(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1);
}

/**
 * Tells who calls, and refuses a call whose token lacks the route's scope. The gateway has checked both already; this holds
 * should a route ever be wired without its authorizer.
 * @throws AppError `auth.token_missing`, `auth.scope_missing`.
 */
export function authorize(route: Route, event: APIGatewayProxyEventV2): Actor {
  if (route.scope === undefined) return dataSubjectActor;
  const context: unknown = event.requestContext;
  const parsed = authorizedContext.safeParse(context);
  if (!parsed.success) throw new AppError('auth.token_missing', 'This route needs a bearer token.');
  const { claims } = parsed.data.authorizer.jwt;
  const granted = (claims.scope ?? '').split(' ').map(withoutResourceServer);
  if (!granted.includes(route.scope)) throw new AppError('auth.scope_missing', `The token needs the scope ${route.scope}.`);
  return claims.username ?? claims.client_id ?? claims.sub ?? 'unknown';
}
