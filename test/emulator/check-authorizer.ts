import * as z from 'zod/mini';
import { routes } from '../../contracts/routes.ts';
import type { SuiteTarget } from './run-suite.ts';

const tokenSchema = z.object({ access_token: z.string() });

/**
 * Whether the deployed authorizer lets nobody in who shouldn't be: every route with a scope answers 401 without a token and with one that was
 * changed, and 403 to a token with another scope.
 * @returns a sentence for each call that was answered otherwise, and how many were made
 */
export async function checkAuthorizer(target: SuiteTarget): Promise<{ readonly calls: number; readonly faults: readonly string[] }> {
  const faults: string[] = [];
  let calls = 0;
  for (const route of routes) {
    if (route.scope === undefined) continue;
    const other = route.scope === 'policy:read' ? 'connection:read' : 'policy:read';
    const token = await tokenOf(target, other);
    const changed = `${token.slice(0, -8)}AAAAAAAA`;
    const expected: readonly (readonly [string | undefined, number])[] = [
      [undefined, 401],
      [changed, 401],
      [token, 403],
    ];
    for (const [bearer, wanted] of expected) {
      calls += 1;
      const { status } = await fetch(target.baseUrl + route.path.replaceAll(/\{[^}]*\}/g, 'nobody'), {
        method: route.method,
        headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
      });
      if (status !== wanted) faults.push(`${route.method} ${route.path} answered ${status} where ${wanted} is right.`);
    }
  }
  return { calls, faults };
}

const tokens = new Map<string, string>();

async function tokenOf({ baseUrl, clientId, clientSecret }: SuiteTarget, scope: string): Promise<string> {
  const known = tokens.get(scope);
  if (known !== undefined) return known;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope });
  const response = await fetch(`${baseUrl}/api/v1/oauth/token`, { method: 'POST', body });
  const { access_token: token } = tokenSchema.parse(await response.json());
  tokens.set(scope, token);
  return token;
}
