import { randomUUID } from 'node:crypto';
import { functions } from '../../contracts/functions.ts';
import { limits } from '../../contracts/limits.ts';
import { account, functionArn, region } from '../settings/make-environment.ts';
import type { FunctionError, InvocationResult, InvokeFunction } from './invocation.ts';
import type { Handlers } from './load-functions.ts';

/** What can be invoked by name. */
export interface Invokable {
  readonly invoke: InvokeFunction;
  /** Whether a function has this name. */
  has(name: string): boolean;
}

/** The functions of a run. */
export interface FunctionHost extends Invokable {
  /** How many there are. */
  readonly size: number;
  /** Resolves when nothing is running any more. */
  idle(): Promise<void>;
}

/**
 * Runs handlers in this process, as Lambda would: the event and the answer pass through JSON, the timeout of the function
 * table counts, and an error becomes `{errorType, errorMessage, trace}`.
 */
export function hostFunctions(handlers: Handlers): FunctionHost {
  const running = new Set<Promise<unknown>>();
  const invoke: InvokeFunction = (name, payload, requestId = randomUUID()) => {
    const invocation = invokeOnce(handlers, name, payload, requestId);
    running.add(invocation);
    void invocation.finally(() => running.delete(invocation));
    return invocation;
  };
  return {
    invoke,
    size: handlers.size,
    has: (name) => handlers.has(name),
    idle: async () => {
      while (running.size > 0) {
        await Promise.all(running);
      }
    },
  };
}

async function invokeOnce(handlers: Handlers, name: string, payload: unknown, requestId: string): Promise<InvocationResult> {
  const handler = handlers.get(name);
  if (handler === undefined) {
    return { ok: false, error: { errorType: 'ResourceNotFoundException', errorMessage: `There is no function ${name}.` } };
  }
  const spec = functions[name as keyof typeof functions];
  const deadline = Date.now() + spec.timeoutSeconds * 1000;
  const { promise: late, resolve: expire } = Promise.withResolvers<InvocationResult>();
  const timedOut: FunctionError = {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${spec.timeoutSeconds.toFixed(2)} seconds`,
  };
  const timer = setTimeout(() => expire({ ok: false, error: timedOut }), deadline - Date.now());
  try {
    const call = async (): Promise<InvocationResult> => {
      try {
        return readAnswer(await handler(throughJson(payload), makeContext(name, requestId, spec.memoryMb, deadline)));
      } catch (error) {
        console.error(error);
        return { ok: false, error: describeError(error) };
      }
    };
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The part of Lambda's context that is the same for every runtime. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function makeContext(name: string, requestId: string, memoryMb: number, deadline: number): object {
  return {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn(name),
    memoryLimitInMB: String(memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: `${region}/${account}`,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** A text is the same after JSON as before, so the body of a call, which can be large, is not written out and read again. */
function throughJson(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && 'body' in value && typeof value.body === 'string') {
    const { body, ...rest } = value;
    return { ...JSON.parse(JSON.stringify(rest)), body };
  }
  const text = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
}

function readAnswer(answer: unknown): InvocationResult {
  const text = JSON.stringify(answer) ?? 'null';
  if (Buffer.byteLength(text) > limits.lambdaAnswerBytes) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${limits.lambdaAnswerBytes} bytes).`;
    return { ok: false, error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
  }
  return { ok: true, value: JSON.parse(text) };
}

function describeError(error: unknown): FunctionError {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n').map((line) => line.trim()) }
    : { errorType: typeof error, errorMessage: String(error) };
}
