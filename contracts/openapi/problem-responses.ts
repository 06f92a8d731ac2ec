import { type ProblemCode, problemMediaType, problems, problemTypeBase } from '../problems.ts';
import type { Route } from '../routes/route.ts';
import type { Reference, ResponseObject } from './document.ts';
import { problemHelp } from './problem-help.ts';

/** Answers with these codes say in `Retry-After` when to come back (CONTRACT sections 6 and 7). */
const retryLater: readonly ProblemCode[] = [
  'rate.limited',
  'idempotency.in_progress',
  'attachment.scanner_unavailable',
  'attachment.storage_unavailable',
  'service.unavailable',
];

/** Every code a route can answer: its own, and those of every route of its kind. */
export function problemCodesOf(route: Route): readonly ProblemCode[] {
  const { body, query, headers } = route.request ?? {};
  const hasBody = body !== undefined || route.bodyKind !== undefined;
  const judged = hasBody || query !== undefined || headers !== undefined;
  const codes: readonly ProblemCode[] = [
    ...(hasBody ? (['request.malformed', 'request.unsupported_media_type', 'request.too_large'] as const) : []),
    ...(judged ? (['request.invalid'] as const) : []),
    ...(route.scope === undefined
      ? (['rate.limited'] as const)
      : (['auth.token_missing', 'auth.token_invalid', 'auth.scope_missing'] as const)),
    'route.not_found',
    'route.method_not_allowed',
    'internal.error',
    'service.unavailable',
  ];
  return [...new Set([...(route.problems ?? []), ...codes])];
}

/** The codes grouped by status, in the order of the statuses. */
export function byStatus(codes: readonly ProblemCode[]): ReadonlyMap<number, readonly ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>();
  for (const code of [...codes].sort((a, b) => problems[a].status - problems[b].status)) {
    const { status } = problems[code];
    const group = groups.get(status);
    if (group === undefined) groups.set(status, [code]);
    else group.push(code);
  }
  return groups;
}

/**
 * The answer with one of some codes of the same status.
 * @param schema - name of the component that describes the body
 */
export function problemResponse(codes: readonly ProblemCode[], schema = 'Problem'): ResponseObject {
  const headers: Readonly<Record<string, Reference>> = {
    ...(codes.some((code) => retryLater.includes(code)) ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {}),
    ...(codes.some((code) => problems[code].status === 401 || code === 'auth.scope_missing')
      ? { 'WWW-Authenticate': { $ref: '#/components/headers/WwwAuthenticate' } }
      : {}),
  };
  return {
    description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    content: {
      [problemMediaType]: {
        schema: { $ref: `#/components/schemas/${schema}`, properties: { code: { enum: codes } } },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

/** An example of each code. */
export function problemExamples(codes: readonly ProblemCode[]): Readonly<Record<string, { summary: string; value: unknown }>> {
  return Object.fromEntries(
    codes.map((code) => {
      const { status, title } = problems[code];
      const value = { type: `${problemTypeBase}${code}`, title, status, detail: problemHelp[code].means, code, request_id: 'req_example' };
      const errors = status === 422 ? { errors: [{ loc: ['body', 'fields', 0], msg: 'This place is wrong.', type: 'invalid' }] } : {};
      return [code, { summary: title, value: { ...value, ...errors } }];
    }),
  );
}
