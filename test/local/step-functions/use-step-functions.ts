import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { executionName } from '../../../contracts/workflow.ts';
import type { InvocationResult } from '../../../local/functions/invocation.ts';
import { closeServer, listenOnLoopback } from '../../../local/run/listen-on-loopback.ts';
import { region, stateMachineArn, workflowSubstitutions } from '../../../local/settings/make-environment.ts';
import { Executions } from '../../../local/step-functions/executions.ts';
import { loadWorkflow } from '../../../local/step-functions/load-workflow.ts';
import { serveStepFunctions } from '../../../local/step-functions/serve-step-functions.ts';
import { TaskTokens } from '../../../local/step-functions/task-tokens.ts';

export type Payload = Record<string, unknown>;
type Stub = (payload: Payload) => unknown;

/** The workflow that is deployed, as it is written. */
export const workflowText = readFileSync(new URL('../../../statemachines/privacy-request.asl.json', import.meta.url), 'utf8');

/** The check for manual input, with the answer it is to give. */
export function check(missing: boolean): Stub {
  return ({ request_id, attempt }) => ({ request_id, attempt, input_missing: missing, wait_seconds: 90 * 86_400, sources: [] });
}

/** An error by its name, as functions throw it. */
export function named(name: string): Error {
  return Object.assign(new Error(`because of ${name}`), { name });
}

/** Waits for a condition, with patience for a busy machine. */
export function until(condition: () => boolean | Promise<boolean>): Promise<boolean> {
  return vi.waitUntil(condition, { timeout: 20_000 });
}

/** The local Step Functions with the real workflow over functions that a test plays. */
class StepFunctions {
  /** What the functions do; each test sets its own. */
  stubs: Readonly<Record<string, Stub>> = {};
  /** Every call of a function in this test, in order. */
  calls: { readonly name: string; readonly payload: Payload }[] = [];
  #client: SFNClient | undefined;
  #server: Server | undefined;
  #executions: Executions | undefined;
  #tests = 0;

  get client(): SFNClient {
    if (this.#client === undefined) throw new Error('Step Functions is not open.');
    return this.#client;
  }

  async open(): Promise<void> {
    const tokens = new TaskTokens();
    this.#executions = new Executions(
      loadWorkflow(workflowText, workflowSubstitutions),
      (name, payload) => this.#invoke(name, payload),
      tokens,
    );
    this.#server = serveStepFunctions(this.#executions, tokens);
    const endpoint = await listenOnLoopback(this.#server);
    this.#client = new SFNClient({ endpoint, region, credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, maxAttempts: 1 });
  }

  /** Ends what runs, so that the next test begins with nothing. */
  reset(): void {
    this.#executions?.stopAll();
    this.stubs = {};
    this.calls = [];
    this.#tests += 1;
  }

  async close(): Promise<void> {
    this.#client?.destroy();
    if (this.#server !== undefined) await closeServer(this.#server, 100);
  }

  /** A name that no other test starts an execution under. */
  freshName(): string {
    return executionName(`pri_${this.#tests}`, 1);
  }

  start(name: string, input: object = { request_id: 'pri_1', attempt: 1 }) {
    return this.client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  }

  async status(executionArn: string | undefined) {
    return (await this.client.send(new DescribeExecutionCommand({ executionArn }))).status;
  }

  called(name: string) {
    return this.calls.filter((call) => call.name === name);
  }

  /** The task token that the wait was told, by the number of the wait. */
  token(index = 0): string {
    return String(this.called('require-input')[index]?.payload.task_token);
  }

  async #invoke(name: string, payload: unknown): Promise<InvocationResult> {
    this.calls.push({ name, payload: payload as Payload });
    try {
      return { ok: true, value: (await this.stubs[name]?.(payload as Payload)) ?? null };
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      return { ok: false, error: { errorType, errorMessage } };
    }
  }
}

/** Gives a test file a Step Functions of its own, which is open while its tests run. */
export function useStepFunctions(): StepFunctions {
  const steps = new StepFunctions();
  beforeAll(() => steps.open());
  afterEach(() => steps.reset());
  afterAll(() => steps.close());
  return steps;
}
