import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type FieldProblem, type ProblemCode, problemMediaType, problems, problemTypeBase } from '../../contracts/problems.ts';

/** What every answer says of itself, a problem or not. */
export const commonHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/** What a problem answer can carry besides its code and sentence. */
export interface ProblemExtras {
  readonly errors?: readonly FieldProblem[] | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** Further members, such as RFC 6749's `error`. */
  readonly members?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * An error as it is answered: RFC 9457 problem details (CONTRACT section 1).
 * @param code - The stable code; it fixes status and title.
 * @param detail - A sentence that is safe to show: no value that was sent.
 * @param requestId - The id under which the log knows this call.
 */
export function problemResponse(
  code: ProblemCode,
  detail: string,
  requestId: string,
  extras: ProblemExtras = {},
): APIGatewayProxyStructuredResultV2 {
  const { status, title } = problems[code];
  const body = { type: `${problemTypeBase}${code}`, title, status, detail, code, request_id: requestId, ...extras.members };
  return {
    statusCode: status,
    headers: {
      'content-type': problemMediaType,
      ...commonHeaders,
      ...challengeOf(code, status),
      ...(extras.retryAfterSeconds === undefined ? {} : { 'retry-after': String(extras.retryAfterSeconds) }),
      ...extras.headers,
    },
    body: JSON.stringify(extras.errors === undefined ? body : { ...body, errors: extras.errors }),
  };
}

/** What a challenge says beside its scheme (RFC 6750, section 3.1): a call without a token hears the scheme alone. */
const challenges: Partial<Readonly<Record<ProblemCode, string>>> = {
  'auth.client_invalid': 'Basic realm="dossier"',
  'auth.token_invalid': 'Bearer error="invalid_token"',
  'auth.scope_missing': 'Bearer error="insufficient_scope"',
};

/** How a caller can say who it is: a client by Basic (RFC 6749, section 5.2), everybody else by a bearer token (RFC 6750, section 3). */
function challengeOf(code: ProblemCode, status: number): Readonly<Record<string, string>> {
  const challenge = challenges[code] ?? (status === 401 ? 'Bearer' : undefined);
  return challenge === undefined ? {} : { 'www-authenticate': challenge };
}
