import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createRateLimiter } from '../../adapters/dynamodb/rate-limiter.ts';
import type { RateLimiter } from '../../core/rate-limiter.ts';
import { clock } from '../runtime/system-parts.ts';

/** The limit all public routes share but those for uploads, which have a stricter one of their own. */
export function createPublicLimiter(client: DynamoDBDocumentClient, requestsTable: string, perMinute: number): RateLimiter {
  return createRateLimiter(client, requestsTable, 'public', perMinute, clock);
}
