import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createRunOnce, type RunOnce } from '../../adapters/dynamodb/run-once.ts';
import { region } from '../../local/settings/make-environment.ts';
import { lambdaContext } from '../support/lambda-context.ts';
import { databaseCredentials, openTables, type TestTables } from '../support/open-tables.ts';
import { refusalOf } from '../support/refusal-of.ts';

let tables: TestTables;
let once: RunOnce<{ answer: number }>;

beforeAll(async () => {
  tables = await openTables();
  once = open('test', 30_000);
});

/** As in a function that can still run for so many milliseconds. */
function open(group: string, remainingMilliseconds: number): RunOnce<{ answer: number }> {
  const opened = createRunOnce<{ answer: number }>(tables.plain, tables.requests, group);
  opened.registerContext(lambdaContext({ getRemainingTimeInMillis: () => remainingMilliseconds }));
  return opened;
}

describe('work under a key', () => {
  it('is done once: the same body gets the first answer again', async () => {
    const work = vi.fn(async () => ({ answer: 42 }));
    expect(await once.run('key-1', { a: 1 }, work)).toEqual({ answer: 42 });
    expect(await once.run('key-1', { a: 1 }, work)).toEqual({ answer: 42 });
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('is the same for a body whose members come in another order', async () => {
    await once.run('order', { a: 1, b: { c: 2, d: 3 } }, async () => ({ answer: 1 }));
    expect(await once.run('order', { b: { d: 3, c: 2 }, a: 1 }, async () => ({ answer: 2 }))).toEqual({ answer: 1 });
  });

  it('is refused for another body', async () => {
    await once.run('key-2', [{ email: 'a@example.com' }], async () => ({ answer: 1 }));
    const work = vi.fn(async () => ({ answer: 2 }));
    expect(await refusalOf(once.run('key-2', [{ email: 'b@example.com' }], work))).toBe('idempotency.key_reused');
    expect(work).not.toHaveBeenCalled();
    expect(await once.run('key-2', [{ email: 'a@example.com' }], work)).toEqual({ answer: 1 });
  });

  it('is refused while the first call runs, and says when to ask again', async () => {
    const { promise, resolve } = Promise.withResolvers<{ answer: number }>();
    const begun = Promise.withResolvers<void>();
    const first = once.run('key-3', 'body', () => {
      begun.resolve();
      return promise;
    });
    await begun.promise;
    await expect(once.run('key-3', 'body', async () => ({ answer: 0 }))).rejects.toMatchObject({
      code: 'idempotency.in_progress',
      retryAfterSeconds: 2,
    });
    resolve({ answer: 3 });
    expect(await first).toEqual({ answer: 3 });
    expect(await once.run('key-3', 'body', async () => ({ answer: 0 }))).toEqual({ answer: 3 });
  });

  it('is done by one of many calls at once', async () => {
    // The work ends when somebody was refused, so that the calls do meet.
    const refused = Promise.withResolvers<void>();
    const work = vi.fn(async () => {
      await refused.promise;
      return { answer: 5 };
    });
    const call = async () => {
      const outcome = await refusalOf(once.run('key-4', 'body', work));
      if (outcome !== 'not refused') refused.resolve();
      return outcome;
    };
    const outcomes = await Promise.all(Array.from({ length: 12 }, call));
    expect(work).toHaveBeenCalledTimes(1);
    expect(new Set(outcomes)).toEqual(new Set(['not refused', 'idempotency.in_progress']));
  });

  it('that throws leaves its key free, also for another body', async () => {
    await expect(once.run('key-5', 'body', () => Promise.reject(new Error('The table did not answer.')))).rejects.toThrow();
    expect(await once.run('key-5', 'other body', async () => ({ answer: 6 }))).toEqual({ answer: 6 });
  });

  it('answers what was done also where its answer cannot be kept', async () => {
    const client = new DynamoDBClient({ endpoint: tables.endpoint, region, credentials: databaseCredentials });
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) =>
          commandName === 'UpdateItemCommand' ? Promise.reject(new Error('The table did not answer.')) : next(args),
      { step: 'initialize' },
    );
    const failing = createRunOnce<{ answer: number }>(client, tables.requests, 'unkept');
    failing.registerContext(lambdaContext({ getRemainingTimeInMillis: () => 30_000 }));
    expect(await failing.run('key-8', 'body', async () => ({ answer: 10 }))).toEqual({ answer: 10 });
    expect(await refusalOf(failing.run('key-8', 'body', async () => ({ answer: 11 })))).toBe('idempotency.in_progress');
    client.destroy();
  });

  it('whose function died is free again when its time would have been over', async () => {
    const dying = open('dying', 50);
    // Whichever of the two calls comes first is the one that never ends; the other may be refused for a moment.
    dying.run('key-7', 'body', () => new Promise(() => {})).catch(() => undefined);
    await vi.waitFor(async () => expect(await dying.run('key-7', 'body', async () => ({ answer: 9 }))).toEqual({ answer: 9 }), 20_000);
  });

  it('under the same key in another group is other work', async () => {
    const other = open('other', 30_000);
    await once.run('key-6', 'body', async () => ({ answer: 1 }));
    expect(await other.run('key-6', 'body', async () => ({ answer: 2 }))).toEqual({ answer: 2 });
  });

  it('takes keys of any characters and keeps nothing of the body', async () => {
    const key = `${'k'.repeat(240)} "\\ü€😀`;
    expect(await once.run(key, { name: 'PERSONAL' }, async () => ({ answer: 7 }))).toEqual({ answer: 7 });
    expect(await once.run(key, { name: 'PERSONAL' }, async () => ({ answer: 8 }))).toEqual({ answer: 7 });
    expect(await tables.dump(tables.requests)).not.toContain('PERSONAL');
  });
});
