import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { AppError } from '../../core/errors.ts';
import type { RateLimiter } from '../../core/rate-limiter.ts';
import { warn } from '../runtime/logger.ts';
import type { Edge } from './come-through-edge.ts';

/**
 * Counts a call to a public route, by the address that the edge or API Gateway vouches for.
 * @throws AppError `rate.limited` with the seconds to wait; `service.unavailable` where calls cannot be counted: an uncounted
 * public call is not let through.
 */
export async function limitRate(limiter: RateLimiter, edge: Edge, event: APIGatewayProxyEventV2): Promise<void> {
  const verdict = await limiter.take(edge.addressOf(event)).catch((error: unknown) => {
    warn('A public call could not be counted.', error);
    throw new AppError('service.unavailable', 'The service cannot take this call right now. Try again in a moment.', {
      retryAfterSeconds: 5,
    });
  });
  if (!verdict.allowed) {
    throw new AppError('rate.limited', `Too many calls from this address. Try again in ${verdict.retryAfterSeconds} seconds.`, {
      retryAfterSeconds: verdict.retryAfterSeconds,
    });
  }
}
