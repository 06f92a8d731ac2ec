import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { partitionPrefixes, tableKeys } from '../../contracts/tables.ts';
import type { Clock } from '../../core/clock.ts';
import { nameSubscriber } from '../../core/name-subscriber.ts';
import type { RateLimiter } from '../../core/rate-limiter.ts';

const windowSeconds = 60;

/**
 * Counts calls per client address in fixed windows of a minute: one atomic add a call, expired by TTL.
 * @param table - The requests table's name.
 * @param group - What is counted together, such as `public`.
 * @param perWindow - Calls a client may make in a window.
 * @remarks Own code: the DynamoDB store of the usual library wants a table of its own and the aggregated client, which doubles
 * a function's bundle. The address is kept as a hash only.
 */
export function createRateLimiter(
  client: DynamoDBDocumentClient,
  table: string,
  group: string,
  perWindow: number,
  clock: Clock,
): RateLimiter {
  return {
    async take(clientAddress) {
      const seconds = Math.floor(clock.now().getTime() / 1_000);
      const start = seconds - (seconds % windowSeconds);
      const address = createHash('sha256').update(nameSubscriber(clientAddress)).digest('base64url');
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { [tableKeys.partition]: `${partitionPrefixes.rate}${group}#${address}`, [tableKeys.sort]: String(start) },
          UpdateExpression: 'ADD #calls :one SET #ttl = :ttl',
          ExpressionAttributeNames: { '#calls': 'calls', '#ttl': tableKeys.ttl },
          ExpressionAttributeValues: { ':one': 1, ':ttl': start + 2 * windowSeconds },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      const calls: unknown = Attributes?.calls;
      if (typeof calls !== 'number') throw new Error('The count did not come back.');
      return calls <= perWindow ? { allowed: true } : { allowed: false, retryAfterSeconds: start + windowSeconds - seconds };
    },
  };
}
