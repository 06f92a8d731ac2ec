import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../../contracts/routes/route.ts';
import { everyRoute } from '../api/example-params.ts';
import { readProblem, readTokenProblem } from '../api/read-problem.ts';
import type { Answer } from '../api/send.ts';
import { type OwnDossier, startOwn } from './open-own.ts';

const perMinute = 4;
let own: OwnDossier;

beforeAll(async () => {
  own = await startOwn({
    env: { DOSSIER__RATE_LIMIT__PUBLIC_PER_MINUTE: String(perMinute), DOSSIER__RATE_LIMIT__UPLOADS_PER_MINUTE: String(perMinute) },
  });
});
afterAll(async () => {
  await own.dossier.stop();
  await rm(own.dossier.dataDir, { recursive: true, force: true });
});

const publicRoutes = everyRoute.filter(({ route }) => route.scope === undefined);
/** Headers in which a caller could claim to be somebody else. */
const claims = (n: number) => ({
  'x-forwarded-for': `203.0.113.${n}`,
  'x-real-ip': `203.0.113.${n}`,
  forwarded: `for=203.0.113.${n}`,
  'cf-connecting-ip': `203.0.113.${n}`,
  'true-client-ip': `203.0.113.${n}`,
});

/** Calls so often that even where a minute ends in between, one of the two has too many. */
async function callTooOften(route: Route, path: string): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let n = 0; n < 2 * perMinute + 1 && answers.at(-1)?.status !== 429; n += 1) {
    const body = route.bodyKind === undefined && route.request?.body !== undefined ? { body: {} } : {};
    answers.push(await own.api.send(route.method, path, { headers: claims(n), ...body }));
  }
  return answers;
}

describe('a public route that is called too often', () => {
  it.each(publicRoutes)('is 429 at $route.method $path, whatever the caller claims to be', async ({ route, path }) => {
    const last = (await callTooOften(route, path)).at(-1);
    if (last === undefined) throw new Error('There is no answer.');
    const problem =
      route.function === 'issue-token'
        ? readTokenProblem(last, 'rate.limited', 'temporarily_unavailable')
        : readProblem(last, 'rate.limited');
    const wait = Number(last.headers.get('retry-after'));
    expect(Number.isInteger(wait) && wait >= 1 && wait <= 60).toBe(true);
    expect(problem.detail).toContain(`${wait} seconds`);
  });

  it('lets a reviewer work on', async () => {
    for (const { route, path } of everyRoute.filter((candidate) => candidate.route.scope !== undefined).slice(0, perMinute * 2)) {
      readProblem(await own.api.send(route.method, path), 'auth.token_missing');
    }
  });
});
