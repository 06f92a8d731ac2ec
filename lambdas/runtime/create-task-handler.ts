import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { workflowErrors } from '../../contracts/workflow.ts';
import { TryAgainError } from '../../core/workflow/errors.ts';
import { describeError, logger } from './logger.ts';

/** The names the ASL file catches or retries by; everything else is unexpected here. */
const namedErrors: readonly string[] = Object.values(workflowErrors);

/**
 * Makes the handler of a task of the workflow, or of a schedule: it checks the payload, does the work and logs one line. What
 * the work throws under a name of the workflow goes on as it is. Anything else is logged and goes on as `TryAgain` without
 * its message: a fault of a part that did not answer is worth another try, and a message can hold anything.
 * @param name - The function, for the log.
 * @param input - The schema of the payload.
 * @throws Error named `TryAgain`, `RequestClosed` or `SourceFailed`; a zod error for a payload that is not the workflow's.
 */
export function createTaskHandler<S extends z.core.$ZodType, Out>(
  name: string,
  input: S,
  work: (payload: z.output<S>) => Promise<Out>,
): (event: unknown, context: Context) => Promise<Out> {
  return async (event, context) => {
    const payload = z.parse(input, event);
    const started = performance.now();
    const finish = (outcome: string, more: Record<string, unknown> = {}) =>
      logger.info('task', {
        task: name,
        outcome,
        request_id: context.awsRequestId,
        milliseconds: Math.round(performance.now() - started),
        ...more,
      });
    try {
      const output = await work(payload);
      finish('done');
      return output;
    } catch (error) {
      if (error instanceof Error && namedErrors.includes(error.name)) {
        finish(error.name);
        throw error;
      }
      logger.error('An unexpected error in a task.', { task: name, request_id: context.awsRequestId, ...describeError(error) });
      // Without its cause: Lambda logs what is thrown whole, and the cause's message can hold anything.
      throw new TryAgainError('A part of the service did not answer as it should.');
    }
  };
}
