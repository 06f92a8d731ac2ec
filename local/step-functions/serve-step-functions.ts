import type { Server } from 'node:http';
import * as z from 'zod/mini';
import { type Operation, serveOperations } from '../aws-json/serve-operations.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { stateMachineArn } from '../settings/make-environment.ts';
import type { Execution, Executions } from './executions.ts';
import { payloadBytes } from './run-task.ts';
import type { TaskTokens } from './task-tokens.ts';

/** Bytes of one call. https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const requestBytes = 1_048_576;

const startInput = z.object({ stateMachineArn: z.string(), name: z.optional(z.string()), input: z.optional(z.string()) });
const executionInput = z.object({ executionArn: z.string(), error: z.optional(z.string()), cause: z.optional(z.string()) });
const successInput = z.object({ taskToken: z.string(), output: z.string() });
const failureInput = z.object({ taskToken: z.string(), error: z.optional(z.string()), cause: z.optional(z.string()) });
const heartbeatInput = z.object({ taskToken: z.string() });

/**
 * The calls of AWS Step Functions that Dossier makes, over AWS JSON 1.0.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export function serveStepFunctions(executions: Executions, tokens: TaskTokens): Server {
  const operations = new Map<string, Operation>([
    ['StartExecution', (input) => start(executions, startInput.parse(input))],
    ['DescribeExecution', (input) => describe(executions.describe(executionInput.parse(input).executionArn))],
    ['StopExecution', (input) => stop(executions, executionInput.parse(input))],
    ['SendTaskSuccess', (input) => succeed(tokens, successInput.parse(input))],
    ['SendTaskFailure', (input) => fail(tokens, failureInput.parse(input))],
    ['SendTaskHeartbeat', (input) => beat(tokens, heartbeatInput.parse(input))],
  ]);
  return serveOperations({
    name: 'Step Functions',
    version: '1.0',
    requestBytes,
    operations,
    errors: { shape: 'ValidationException', fault: 'InternalServerError' },
  });
}

function start(executions: Executions, input: z.output<typeof startInput>): object {
  if (input.stateMachineArn !== stateMachineArn) {
    throw new ServiceError('StateMachineDoesNotExist', 'There is no such state machine.');
  }
  const execution = executions.start(input.name, input.input);
  return { executionArn: execution.arn, startDate: seconds(execution.startedAt) };
}

function stop(executions: Executions, input: z.output<typeof executionInput>): object {
  return { stopDate: seconds(executions.stop(input.executionArn, input.error, input.cause).stoppedAt ?? new Date()) };
}

function describe(execution: Execution): object {
  const { arn, name, status, startedAt, stoppedAt, input, output, error, cause } = execution;
  return {
    executionArn: arn,
    stateMachineArn,
    name,
    status,
    startDate: seconds(startedAt),
    stopDate: stoppedAt === undefined ? undefined : seconds(stoppedAt),
    input,
    output,
    error,
    cause,
  };
}

function succeed(tokens: TaskTokens, { taskToken, output }: z.output<typeof successInput>): object {
  tokens.answer(taskToken, { output: parseOutput(output) });
  return {};
}

function fail(tokens: TaskTokens, { taskToken, error, cause }: z.output<typeof failureInput>): object {
  tokens.answer(taskToken, { error: error ?? 'States.TaskFailed', cause: cause ?? '' });
  return {};
}

function beat(tokens: TaskTokens, { taskToken }: z.output<typeof heartbeatInput>): object {
  tokens.check(taskToken);
  return {};
}

function parseOutput(text: string): unknown {
  try {
    if (Buffer.byteLength(text) <= payloadBytes) {
      return JSON.parse(text);
    }
  } catch {
    // Answered below, in the same words.
  }
  throw new ServiceError('InvalidOutput', `The output is not valid JSON of at most ${payloadBytes} bytes.`);
}

/** AWS JSON writes times as seconds. */
function seconds(time: Date): number {
  return time.getTime() / 1000;
}
