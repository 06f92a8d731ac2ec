import { expect } from 'vitest';
import * as z from 'zod/mini';
import type { ProblemCode } from '../../../contracts/problems.ts';
import type { Route } from '../../../contracts/routes/route.ts';
import { pathsOf } from '../../../contracts/routes.ts';
import type { ProblemOut } from '../../../contracts/schemas/problem.ts';
import { tokenOut } from '../../../contracts/schemas/token.ts';
import type { Scope } from '../../../contracts/scopes.ts';
import { readProblem } from './read-problem.ts';
import { type RouteId, routeOf, type SuccessBody } from './route-types.ts';
import { type Answer, type Sent, send } from './send.ts';
import type { Target } from './target.ts';

/** A call of a route. */
export interface RouteCall extends Omit<Sent, 'token'> {
  readonly params?: Readonly<Record<string, string>>;
  /** As it stands after the `?`. */
  readonly query?: string;
  /** Null for none; absent for one with every scope where the route needs a scope. */
  readonly token?: string | null;
  /** Which of the route's paths: 0 is its own, then its aliases. */
  readonly path?: number;
}

/** The API of one Dossier, as a client uses it. */
export interface Api {
  readonly target: Target;
  /** Gets a token for some scopes, or for all. */
  token(scopes?: readonly Scope[]): Promise<string>;
  /** Calls any address. */
  send(method: string, path: string, sent?: Sent): Promise<Answer>;
  /** Calls a route, whatever it answers. */
  call(id: RouteId, call?: RouteCall): Promise<Answer>;
  /** Calls a route that must succeed: the answer is one the route declares, member for member. */
  ok<Id extends RouteId>(id: Id, call?: RouteCall): Promise<SuccessBody<Id>>;
  /** Calls a route that must answer a problem. */
  problem(id: RouteId, code: ProblemCode, call?: RouteCall): Promise<ProblemOut>;
}

/** Opens the API of a target; tokens are kept, since each is good for an hour. */
export function openApi(target: Target): Api {
  const tokens = new Map<string, Promise<string>>();
  const token: Api['token'] = (scopes) => {
    const asked = scopes?.join(' ') ?? '';
    const known = tokens.get(asked) ?? fetchToken(target, asked);
    tokens.set(asked, known);
    return known;
  };
  const call: Api['call'] = async (id, options = {}) => {
    const route = routeOf(id);
    const bearer = options.token === undefined && route.scope !== undefined ? await token() : (options.token ?? undefined);
    return send(route.method, `${target.baseUrl}${fillPath(route, options)}`, { ...options, token: bearer });
  };
  return {
    target,
    token,
    call,
    send: (method, path, sent) => send(method, `${target.baseUrl}${path}`, sent),
    ok: async (id, options) => readSuccess(id, await call(id, options)),
    problem: async (id, code, options) => readProblem(await call(id, options), code),
  };
}

/** The path of a call, with its places filled. */
function fillPath(route: Route, { params = {}, query = '', path = 0 }: RouteCall = {}): string {
  const pattern = pathsOf(route)[path] ?? route.path;
  const filled = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? 'nobody'));
  return query === '' ? filled : `${filled}?${query}`;
}

function readSuccess<Id extends RouteId>(id: Id, answer: Answer): SuccessBody<Id> {
  const route = routeOf(id);
  const schema = route.responses[answer.status];
  expect(schema, `${id} answered ${answer.status}: ${answer.text.slice(0, 500)}`).not.toBe(undefined);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  let body: unknown;
  if (schema === null) {
    expect(answer.text).toBe('');
  } else if (typeof schema === 'string') {
    expect(answer.headers.get('content-type')).toContain(schema);
    body = answer.text;
  } else if (schema !== undefined) {
    expect(answer.headers.get('content-type')).toBe('application/json');
    const sent: unknown = JSON.parse(answer.text);
    body = z.parse(schema, sent);
    expect(sent, `${id} answers a member that its schema does not name`).toEqual(body);
  }
  // Parsed by the schema of this very route, which is what SuccessBody is made from.
  return body as SuccessBody<Id>;
}

async function fetchToken(target: Target, scope: string): Promise<string> {
  const { status, text } = await send('POST', `${target.baseUrl}/api/v1/oauth/token`, {
    headers: { authorization: `Basic ${Buffer.from(`${target.clientId}:${target.clientSecret}`).toString('base64')}` },
    raw: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === '' ? {} : { scope }) }),
  });
  expect(status, `The token endpoint answered ${text.slice(0, 500)}`).toBe(200);
  return tokenOut.parse(JSON.parse(text)).access_token;
}
