import { Logger } from '@aws-lambda-powertools/logger';

/** The log of every function: one JSON line an event. Ids, codes and names of errors only: no body, no name, no token, no file name. */
export const logger = new Logger({ serviceName: 'dossier' });

/**
 * What the log may hold of an unexpected error: its name and where it happened. Its message can hold anything, also what a
 * person sent, and stays out.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error_name: typeof error };
  // The message stands at the head of the stack and can hold lines that look like frames.
  const stack = error.stack ?? '';
  const head = stack.indexOf(error.message) + error.message.length;
  const frames = stack
    .slice(stack.includes(error.message) ? head : stack.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  const cause = error.cause instanceof Error ? { cause_name: error.cause.name } : {};
  return { error_name: error.name, ...cause, error_stack: frames };
}

/** Logs a fault that is not the caller's and is repaired later. */
export function warn(what: string, error: unknown): void {
  logger.warn(what, describeError(error));
}
