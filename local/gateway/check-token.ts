import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { ProblemCode } from '../../contracts/problems.ts';
import type { Scope } from '../../contracts/scopes.ts';
import type { Authorization } from './make-event.ts';

/** A call that may not go on, and why. */
export class Refusal extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, detail: string) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
  }
}

/**
 * Checks a bearer token for one scope.
 * @throws {@link Refusal} without a token, with one that is not valid, or one that lacks the scope.
 */
export type CheckToken = (authorization: string | undefined, scope: Scope) => Promise<Authorization>;

/**
 * Makes the check that API Gateway's JWT authorizer does: signature, issuer, audience, times and scope.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function makeTokenCheck(issuer: string, audience: string, jwksUrl: string): CheckToken {
  const keys = createRemoteJWKSet(new URL(jwksUrl));
  return async (authorization, scope) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) {
      throw new Refusal('auth.token_missing', `This call needs a bearer token with the scope ${scope}.`);
    }
    const claims = await jwtVerify(token, keys, { issuer, audience, algorithms: ['RS256'], requiredClaims: ['exp'] }).then(
      ({ payload }) => payload,
      () => undefined,
    );
    if (claims === undefined) {
      throw new Refusal('auth.token_invalid', 'The bearer token is not valid or has expired.');
    }
    const scopes = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
    if (!scopes.includes(scope)) {
      throw new Refusal('auth.scope_missing', `The bearer token lacks the scope ${scope}.`);
    }
    // API Gateway hands every claim on as text.
    return { claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)])), scopes };
  };
}
