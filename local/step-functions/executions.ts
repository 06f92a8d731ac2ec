import { randomUUID } from 'node:crypto';
import { ExecutionError } from 'aws-local-stepfunctions';
import { ServiceError } from '../aws-json/service-error.ts';
import type { InvokeFunction } from '../functions/invocation.ts';
import { startLongTimer } from '../run/long-timer.ts';
import { account, region, resources, stateMachineArn } from '../settings/make-environment.ts';
import type { Workflow } from './load-workflow.ts';
import { runFunction, TaskFailure, type Wait, waitForToken } from './run-task.ts';
import type { TaskTokens } from './task-tokens.ts';

/** What `DescribeExecution` tells. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  /** The input as it was given. */
  readonly input: string;
  readonly startedAt: Date;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  stoppedAt?: Date;
  output?: string;
  error?: string;
  cause?: string;
}

type Outcome = Pick<Execution, 'status'> & Partial<Pick<Execution, 'output' | 'error' | 'cause'>>;
type Run = { readonly execution: Execution; readonly waits: Map<string, Wait>; abort: () => void; stopTimer: () => void };

/** Names that AWS takes. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const nameShape = /^[A-Za-z0-9_-]{1,80}$/;

/** Executions of the one workflow. They live in memory: after a restart the reconciler starts what still has to run. */
export class Executions {
  readonly #workflow: Workflow;
  readonly #invoke: InvokeFunction;
  readonly #tokens: TaskTokens;
  readonly #executions = new Map<string, Execution>();
  readonly #runs = new Map<string, Run>();

  constructor(workflow: Workflow, invoke: InvokeFunction, tokens: TaskTokens) {
    this.#workflow = workflow;
    this.#invoke = invoke;
    this.#tokens = tokens;
  }

  /**
   * Starts an execution. The same name and input while it runs give the execution that runs.
   * @throws {@link ServiceError} as StartExecution does.
   */
  start(name: string = randomUUID(), inputText = '{}'): Execution {
    if (!nameShape.test(name)) {
      throw new ServiceError('InvalidName', 'The execution name is not valid.');
    }
    const input = parseInput(inputText);
    const arn = `arn:aws:states:${region}:${account}:execution:${resources.stateMachine}:${name}`;
    const known = this.#executions.get(arn);
    if (known !== undefined) {
      if (known.status === 'RUNNING' && known.input === inputText) {
        return known;
      }
      throw new ServiceError('ExecutionAlreadyExists', 'There is an execution of this name.');
    }
    const execution: Execution = { arn, name, input: inputText, startedAt: new Date(), status: 'RUNNING' };
    this.#executions.set(arn, execution);
    this.#run(execution, input);
    return execution;
  }

  /** @throws {@link ServiceError} `ExecutionDoesNotExist`. */
  describe(arn: string): Execution {
    const execution = this.#executions.get(arn);
    if (execution === undefined) {
      throw new ServiceError('ExecutionDoesNotExist', 'There is no such execution.');
    }
    return execution;
  }

  /** Ends an execution; one that has ended stays as it is. @throws {@link ServiceError} `ExecutionDoesNotExist`. */
  stop(arn: string, error?: string, cause?: string): Execution {
    const execution = this.describe(arn);
    this.#abort(arn, { status: 'ABORTED', ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
    return execution;
  }

  /** Ends every execution, for the end of the run. */
  stopAll(): void {
    for (const arn of [...this.#runs.keys()]) {
      this.#abort(arn, { status: 'ABORTED' });
    }
  }

  #run(execution: Execution, input: unknown): void {
    const { machine, tasks, timeoutSeconds } = this.#workflow;
    const run: Run = { execution, waits: new Map(), abort: () => {}, stopTimer: () => {} };
    // The library knows one context for the whole run; the token of each wait takes the place of this word in its input.
    const placeholder = `token-${randomUUID()}`;
    const handlers = [...tasks].map(([state, task]) => [
      state,
      (taskInput: unknown) => this.#runTask(run, state, task, placeholder, taskInput),
    ]);
    this.#runs.set(execution.arn, run);
    const { result, abort } = machine.run(input as Parameters<typeof machine.run>[0], {
      overrides: { taskResourceLocalHandlers: Object.fromEntries(handlers) },
      context: {
        Execution: { Id: execution.arn, Name: execution.name },
        StateMachine: { Id: stateMachineArn, Name: resources.stateMachine },
        Task: { Token: placeholder },
      },
    });
    run.abort = abort;
    if (timeoutSeconds !== undefined) {
      run.stopTimer = startLongTimer(timeoutSeconds * 1000, () =>
        this.#abort(execution.arn, { status: 'TIMED_OUT', error: 'States.Timeout' }),
      );
    }
    result.then(
      (output) => this.#end(run, { status: 'SUCCEEDED', output: JSON.stringify(output) }),
      (error: unknown) => this.#end(run, { status: 'FAILED', ...describeFailure(error) }),
    );
  }

  async #runTask(run: Run, state: string, task: { functionArn?: string; waitsForToken: boolean }, placeholder: string, input: unknown) {
    if (run.execution.status !== 'RUNNING') {
      throw new TaskFailure('ExecutionAborted', 'The execution was ended.', { retry: false, catch: false });
    }
    if (!task.waitsForToken) {
      return runFunction(this.#invoke, task.functionArn ?? '', input);
    }
    // Entered again on the library's own clock: the wait goes on, with its token.
    const wait = run.waits.get(state) ?? waitForToken(this.#invoke, this.#tokens, placeholder, input);
    run.waits.set(state, wait);
    wait.result.finally(() => run.waits.delete(state)).catch(() => {});
    return wait.result;
  }

  #abort(arn: string, outcome: Outcome): void {
    const run = this.#runs.get(arn);
    if (run !== undefined) {
      this.#end(run, outcome);
      run.abort();
      for (const wait of run.waits.values()) {
        wait.abort();
      }
    }
  }

  #end(run: Run, outcome: Outcome): void {
    if (run.execution.status === 'RUNNING') {
      Object.assign(run.execution, outcome, { stoppedAt: new Date() });
      run.stopTimer();
      this.#runs.delete(run.execution.arn);
    }
  }
}

function parseInput(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError('InvalidExecutionInput', 'The input is not valid JSON.');
  }
}

function describeFailure(error: unknown): { error: string; cause: string } {
  const cause = error instanceof ExecutionError ? error.cause : error;
  return cause instanceof Error ? { error: cause.name, cause: cause.message } : { error: 'States.Runtime', cause: 'Unknown.' };
}
