import * as z from 'zod/mini';
import type { InvokeFunction } from '../functions/invocation.ts';
import { startLongTimer } from '../run/long-timer.ts';
import { timeoutParameter } from './adapt-tasks.ts';
import type { TaskAnswer, TaskTokens } from './task-tokens.ts';

/** UTF-8 bytes of a state's input or output. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const payloadBytes = 262_144;

/** A task that failed: `name` is what `Retry` and `Catch` match, and what `$.failure` has as its `Error`; the message is its `Cause`. */
export class TaskFailure extends Error {
  /** The library asks this before it looks at `Retry`. */
  readonly isRetryable: boolean;
  /** The library asks this before it looks at `Catch`. */
  readonly isCatchable: boolean;

  constructor(name: string, cause: string, matching: { readonly retry?: false; readonly catch?: false } = {}) {
    super(cause);
    this.name = name;
    this.isRetryable = matching.retry ?? true;
    this.isCatchable = matching.catch ?? true;
  }
}

/**
 * Runs a function as a task and gives back its answer.
 * @throws {@link TaskFailure} named after the function's error, as Step Functions names it.
 */
export async function runFunction(invoke: InvokeFunction, functionArn: string, input: unknown): Promise<unknown> {
  checkSize(input);
  const result = await invoke(functionName(functionArn), input);
  if (!result.ok) {
    throw new TaskFailure(result.error.errorType, JSON.stringify(result.error));
  }
  checkSize(result.value);
  return result.value;
}

const waitParameters = z.object({ FunctionName: z.string(), Payload: z.unknown(), [timeoutParameter]: z.int().check(z.gte(1)) });

/** A wait that can be ended from outside. */
export interface Wait {
  readonly result: Promise<unknown>;
  /** Ends it: its token is good for nothing then. */
  abort(): void;
}

/**
 * Runs a function with a fresh token and waits until somebody answers the token, the function fails, or the time is over.
 * @param placeholder - What stands in the input where the token belongs.
 */
export function waitForToken(invoke: InvokeFunction, tokens: TaskTokens, placeholder: string, input: unknown): Wait {
  const { promise, resolve } = Promise.withResolvers<TaskAnswer>();
  const { FunctionName: arn, Payload: payload, [timeoutParameter]: seconds } = waitParameters.parse(input);
  const token = tokens.issue(resolve);
  const stopTimer = startLongTimer(seconds * 1000, () => resolve({ error: 'States.Timeout', cause: '' }));
  const withToken: unknown = JSON.parse((JSON.stringify(payload) ?? 'null').replaceAll(placeholder, token));
  invoke(functionName(arn), withToken).then(
    // The function's own answer counts for nothing: only the token ends the state.
    (result) => result.ok || resolve({ error: result.error.errorType, cause: JSON.stringify(result.error) }),
    (error: unknown) => resolve({ error: 'Lambda.ServiceException', cause: String(error) }),
  );
  const result = promise
    .then((answer) => {
      if ('output' in answer) {
        return answer.output;
      }
      // The library enters the state again on its own clock's timeout (adapt-tasks.ts); this one is the workflow's, and final.
      throw new TaskFailure(answer.error, answer.cause, answer.error === 'States.Timeout' ? { retry: false } : {});
    })
    .finally(() => {
      stopTimer();
      tokens.close(token);
    });
  return { result, abort: () => resolve({ error: 'ExecutionAborted', cause: 'The execution was ended.' }) };
}

function functionName(arn: string): string {
  return arn.split(':')[6] ?? arn;
}

/** On AWS nothing catches this one, not even `States.ALL` (AWS.md 1.4). */
function checkSize(payload: unknown): void {
  if (Buffer.byteLength(JSON.stringify(payload) ?? '') > payloadBytes) {
    throw new TaskFailure('States.DataLimitExceeded', `A state's data is larger than ${payloadBytes} bytes.`, {
      retry: false,
      catch: false,
    });
  }
}
