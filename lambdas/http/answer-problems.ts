import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ProblemCode } from '../../contracts/problems.ts';
import { AppError } from '../../core/errors.ts';
import { describeError, logger } from '../runtime/logger.ts';
import { problemResponse } from './problem-response.ts';

/** Members that every problem of a function carries beside the common ones, by its code; those of an error itself win. */
export type MembersOf = (code: ProblemCode) => Readonly<Record<string, string>>;

/**
 * Turns what an endpoint throws into problem details. An error nobody foresaw becomes a bare 500, and its name and place go to
 * the log; middy's own error handler would log the raw body of a malformed request.
 */
export function answerProblems(
  membersOf: MembersOf = () => ({}),
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError: (request) => {
      const { requestId } = request.event.requestContext;
      const { error } = request;
      if (error instanceof AppError) {
        request.response = problemResponse(error.code, error.message, requestId, {
          errors: error.errors,
          retryAfterSeconds: error.retryAfterSeconds,
          members: { ...membersOf(error.code), ...error.members },
        });
        return;
      }
      logger.error('An unexpected error.', { request_id: requestId, ...describeError(error) });
      request.response = problemResponse(
        'internal.error',
        'Something went wrong on our side. Try again; if it stays, tell us the request_id.',
        requestId,
        { members: membersOf('internal.error') },
      );
    },
  };
}
