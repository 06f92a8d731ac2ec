import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { logger } from '../runtime/logger.ts';

/** Logs one line a call: route, status and milliseconds. Neither address nor path, query, headers or body. */
export function logCalls(): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  const startedAt = new WeakMap<object, number>();
  const finish = (event: APIGatewayProxyEventV2, status: number | undefined) => {
    const started = startedAt.get(event);
    logger.info('call', {
      request_id: event.requestContext.requestId,
      route: event.routeKey,
      status,
      milliseconds: started === undefined ? undefined : Math.round(performance.now() - started),
    });
  };
  return {
    before: ({ event }) => {
      startedAt.set(event, performance.now());
    },
    after: ({ event, response }) => finish(event, response?.statusCode),
    onError: ({ event, response }) => finish(event, response?.statusCode),
  };
}
