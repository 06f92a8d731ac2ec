import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyValidationError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { limits } from '../../contracts/limits.ts';
import { tableKeys } from '../../contracts/tables.ts';
import { AppError } from '../../core/errors.ts';

/** What is done once: a piece of work under a caller's key, for one very body. */
interface KeyedWork<T> {
  readonly key: string;
  readonly body: unknown;
  readonly work: () => Promise<T>;
}

/** Does work once for each key. */
export interface RunOnce<T> {
  /** Tells how long this invocation can still run, so that a key whose function died is free again after that. */
  registerContext(context: Context): void;
  /**
   * @returns What `work` gave, now or the first time.
   * @throws AppError `idempotency.key_reused` where the key came with another body, `idempotency.in_progress` while the first
   * call runs. Work that throws leaves its key free.
   */
  run(key: string, body: unknown, work: () => Promise<T>): Promise<T>;
}

/** Seconds after which a caller may ask again about a call that still runs. */
const retryAfterSeconds = 2;

/**
 * Keeps `Idempotency-Key`s in the requests table by Powertools, for 24 hours (CONTRACT section 7). The body is kept as a hash
 * only; the answer, which holds no personal data, is kept to be given again.
 * @param group - Sets the keys of one kind of call apart.
 */
export function createRunOnce<T>(client: DynamoDBClient, table: string, group: string): RunOnce<T> {
  const config = new IdempotencyConfig({
    eventKeyJmesPath: 'key',
    payloadValidationJmesPath: 'body',
    expiresAfterSeconds: limits.idempotencySeconds,
    hashFunction: 'sha256',
    throwOnNoIdempotencyKey: true,
  });
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: table,
    keyAttr: tableKeys.partition,
    sortKeyAttr: tableKeys.sort,
    staticPkValue: `idempotency#${group}`,
    expiryAttr: tableKeys.ttl,
    awsSdkV3Client: client,
  });
  const once = makeIdempotent(async ({ work }: KeyedWork<T>): Promise<T> => work(), { persistenceStore, config, keyPrefix: group });
  return {
    registerContext: (context) => config.registerLambdaContext(context),
    async run(key, body, work) {
      const done: { outcome?: { readonly result: T } } = {};
      const noting = async (): Promise<T> => {
        const result = await work();
        done.outcome = { result };
        return result;
      };
      try {
        return await once({ key, body, work: noting });
      } catch (error) {
        // Only the note of the answer got lost: a caller who heard of a failure would have all of it done once more.
        if (done.outcome !== undefined) return done.outcome.result;
        if (error instanceof IdempotencyValidationError) {
          throw new AppError('idempotency.key_reused', 'This Idempotency-Key was used with another body. Use a new key for a new call.');
        }
        if (error instanceof IdempotencyAlreadyInProgressError) {
          throw new AppError(
            'idempotency.in_progress',
            'The first call with this Idempotency-Key is still running. Ask again in a moment.',
            {
              retryAfterSeconds,
            },
          );
        }
        throw error;
      }
    },
  };
}
