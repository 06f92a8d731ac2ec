import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { ConnectionSecrets } from '../../../contracts/schemas/connections.ts';
import { type PackageRow, type PackageValue, valueUnder } from '../../../core/packages/package-source.ts';
import { type Connector, type FormAnswers, SourceError, type SourceQuery } from '../../../core/sources/connector.ts';
import { type Resolve, resolveBySystem } from './guard-address.ts';
import { postSigned } from './post-signed.ts';
import { type HttpsSettings, readHttpsSettings } from './settings.ts';

/** What a service answers to a query: rows, and where they go on. */
const queryAnswer = z.lazy(() =>
  z.object({
    rows: z.array(
      z.record(
        z.string(),
        z.custom<PackageValue>((value) => value !== undefined),
      ),
    ),
    next: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(2_000)))),
  }),
);

/** What a service answers to a test. */
const testAnswer = z.lazy(() => z.object({ ok: z.literal(true) }));

/** Tries of one call, and the milliseconds before the second; doubled before the third. */
const tries = 3;
const firstPauseMilliseconds = 250;

/**
 * Asks a service that the organisation runs, by signed calls (docs/https-sources.md).
 * @param answers - What every query tells the service of the form; absent where it may know nothing of it.
 * @param resolve - Looks host names up.
 * @throws SourceError where secrets are missing.
 */
export function openHttps(secrets: ConnectionSecrets, answers?: FormAnswers, resolve: Resolve = resolveBySystem): Connector {
  const settings = readHttpsSettings(secrets);
  const told = answers === undefined ? {} : { custom_privacy_request_fields: answers };
  return {
    query: (query) => queryService(settings, resolve, query, told),
    async test(signal) {
      if (!testAnswer.safeParse(await postSigned(settings, resolve, { type: 'test' }, signal)).success) throw wrongShape();
    },
    async close() {},
  };
}

async function* queryService(settings: HttpsSettings, resolve: Resolve, query: SourceQuery, told: object): AsyncGenerator<PackageRow> {
  const { collection, fields, where, limit, signal } = query;
  const asked = { type: 'query', collection: collection.name, fields, where, ...told };
  let left = limit;
  let cursor: string | null = null;
  do {
    const parsed = queryAnswer.safeParse(
      await insist(() => postSigned(settings, resolve, { ...asked, limit: left, cursor }, signal), signal),
    );
    if (!parsed.success) throw wrongShape();
    for (const row of parsed.data.rows) {
      if (left === 0) return;
      left -= 1;
      // What was not asked for does not get in.
      yield Object.fromEntries(fields.map((field) => [field, valueUnder(row, field)]));
    }
    const next: string | null = parsed.data.next ?? null;
    if (next !== null && (next === cursor || parsed.data.rows.length === 0)) throw wrongShape();
    cursor = next;
  } while (cursor !== null && left > 0);
}

/** Repeats a call that may work the next time. */
async function insist<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof SourceError) || error.kind === 'failed' || attempt === tries || signal.aborted) throw error;
      await wait(firstPauseMilliseconds * 2 ** (attempt - 1), undefined, { signal }).catch(() => {});
    }
  }
}

function wrongShape(): SourceError {
  return new SourceError('failed', 'The service’s answer is not of the agreed form.');
}
