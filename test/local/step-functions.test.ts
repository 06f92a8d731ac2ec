import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { functions } from '../../contracts/functions.ts';
import { executionName, functionSubstitution } from '../../contracts/workflow.ts';
import type { InvocationResult } from '../../local/functions/invocation.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { functionArn, region, stateMachineArn } from '../../local/settings/make-environment.ts';
import { Executions } from '../../local/step-functions/executions.ts';
import { loadWorkflow } from '../../local/step-functions/load-workflow.ts';
import { serveStepFunctions } from '../../local/step-functions/serve-step-functions.ts';
import { TaskTokens } from '../../local/step-functions/task-tokens.ts';

type Payload = Record<string, unknown>;
type Stub = (payload: Payload) => unknown;

const text = readFileSync(new URL('../../statemachines/privacy-request.asl.json', import.meta.url), 'utf8');
const substitutions = Object.fromEntries(Object.keys(functions).map((name) => [functionSubstitution(name), functionArn(name)]));

/** What the functions do; each test sets its own. */
let stubs: Record<string, Stub> = {};
let calls: { name: string; payload: Payload }[] = [];
let server: Server;
let client: SFNClient;
let executions: Executions;

async function invoke(name: string, payload: unknown): Promise<InvocationResult> {
  calls.push({ name, payload: payload as Payload });
  try {
    return { ok: true, value: (await stubs[name]?.(payload as Payload)) ?? null };
  } catch (error) {
    const { name: errorType, message: errorMessage } = error as Error;
    return { ok: false, error: { errorType, errorMessage } };
  }
}

function named(name: string): Error {
  return Object.assign(new Error(`because of ${name}`), { name });
}

const called = (name: string) => calls.filter((call) => call.name === name);
const check = (missing: boolean): Stub => {
  return ({ request_id, attempt }) => ({ request_id, attempt, input_missing: missing, wait_seconds: 90 * 86_400, sources: [] });
};
const start = (name = executionName('pri_1', 1), input: object = { request_id: 'pri_1', attempt: 1 }) =>
  client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
const status = async (executionArn: string | undefined) => (await client.send(new DescribeExecutionCommand({ executionArn }))).status;
const token = (index = 0) => String(called('require-input')[index]?.payload.task_token);

beforeAll(async () => {
  const tokens = new TaskTokens();
  const workflow = loadWorkflow(text, substitutions);
  executions = new Executions(workflow, invoke, tokens);
  server = serveStepFunctions(executions, tokens);
  const endpoint = await listenOnLoopback(server);
  client = new SFNClient({ endpoint, region, credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, maxAttempts: 1 });
});

afterEach(() => {
  executions.stopAll();
  stubs = {};
  calls = [];
  counter++;
});

afterAll(async () => {
  client.destroy();
  await closeServer(server, 100);
});

let counter = 0;
const freshName = () => executionName(`pri_${counter}`, 1);

describe('an execution of the real workflow', () => {
  it('runs from the check to the end where no input is missing', async () => {
    stubs = { 'check-manual-input': check(false) };
    const { executionArn } = await start(freshName());
    await vi.waitUntil(async () => (await status(executionArn)) === 'SUCCEEDED');
    expect(calls.map((call) => call.name)).toEqual(['check-manual-input', 'build-package', 'complete-request']);
    expect(called('build-package')[0]?.payload).toMatchObject({ request_id: 'pri_1', attempt: 1 });
  });

  it('waits with a token that is good for one answer, and a fresh one for every wait', async () => {
    let missing = 2;
    stubs = { 'check-manual-input': (payload) => check(missing-- > 0)(payload) };
    const { executionArn } = await start(freshName());
    await vi.waitUntil(() => called('require-input').length === 1);
    expect(called('require-input')[0]?.payload).toEqual({ request_id: 'pri_1', attempt: 1, task_token: token() });
    expect(await status(executionArn)).toBe('RUNNING');
    await client.send(new SendTaskSuccessCommand({ taskToken: token(), output: '{}' }));
    await vi.waitUntil(() => called('require-input').length === 2);
    expect(token(1)).not.toBe(token(0));
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: token(0), output: '{}' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
    expect(await status(executionArn)).toBe('RUNNING');
    await client.send(new SendTaskSuccessCommand({ taskToken: token(1), output: '{}' }));
    await vi.waitUntil(async () => (await status(executionArn)) === 'SUCCEEDED');
  });

  it('gives each of two executions a token of its own', async () => {
    stubs = { 'check-manual-input': check(true) };
    const [one, two] = [await start(`${freshName()}-a`), await start(`${freshName()}-b`)];
    await vi.waitUntil(() => called('require-input').length === 2);
    expect(token(0)).not.toBe(token(1));
    stubs = { 'check-manual-input': check(false) };
    await client.send(new SendTaskSuccessCommand({ taskToken: token(0), output: '{}' }));
    await vi.waitUntil(async () => (await status(one.executionArn)) === 'SUCCEEDED');
    expect(await status(two.executionArn)).toBe('RUNNING');
  });

  it('issues a fresh token for a retry, and the token of the attempt that failed is good for nothing', async () => {
    let failures = 1;
    stubs = {
      'check-manual-input': check(true),
      'require-input': () => {
        if (failures-- > 0) {
          throw named('TryAgain');
        }
      },
    };
    await start(freshName());
    await vi.waitUntil(() => called('require-input').length === 2, { timeout: 5_000 });
    expect(token(1)).not.toBe(token(0));
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: token(0), output: '{}' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
  });

  it('hands a failure on as AWS writes it, and ends as failed', async () => {
    stubs = {
      'check-manual-input': check(false),
      'build-package': () => {
        throw named('Broken');
      },
    };
    const { executionArn } = await start(freshName());
    await vi.waitUntil(async () => (await status(executionArn)) === 'FAILED');
    const failure = called('record-failure')[0]?.payload.failure as { Error: string; Cause: string } | undefined;
    expect(failure?.Error).toBe('Broken');
    expect(JSON.parse(failure?.Cause ?? '')).toMatchObject({ errorType: 'Broken', errorMessage: 'because of Broken' });
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ error: 'RequestFailed' });
  });

  it('ends quietly when a function says that the request was closed', async () => {
    stubs = {
      'check-manual-input': () => {
        throw named('RequestClosed');
      },
    };
    const { executionArn } = await start(freshName());
    await vi.waitUntil(async () => (await status(executionArn)) === 'SUCCEEDED');
    expect(called('record-failure')).toEqual([]);
  });

  it('carries a failure that is sent to a token', async () => {
    stubs = { 'check-manual-input': check(true) };
    await start(freshName());
    await vi.waitUntil(() => called('require-input').length === 1);
    await client.send(new SendTaskFailureCommand({ taskToken: token(), error: 'Sent', cause: 'by hand' }));
    await vi.waitUntil(() => called('record-failure').length === 1);
    expect(called('record-failure')[0]?.payload.failure).toEqual({ Error: 'Sent', Cause: 'by hand' });
  });

  it('hands every source to its own collection', async () => {
    stubs = { 'check-manual-input': (payload) => ({ ...(check(false)(payload) as object), sources: ['a', 'b', 'c'] }) };
    const { executionArn } = await start(freshName());
    await vi.waitUntil(async () => (await status(executionArn)) === 'SUCCEEDED');
    expect(called('collect-source').map((call) => call.payload)).toEqual(
      ['a', 'b', 'c'].map((connection_key) => ({ request_id: 'pri_1', attempt: 1, connection_key })),
    );
  });
});

describe('the wait for manual input', () => {
  it('lasts the time that the state was told, also beyond what a timer can hold, and then fails as States.Timeout', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      const seen: string[] = [];
      const record = async (name: string, payload: unknown): Promise<InvocationResult> => {
        seen.push(name);
        if (name === 'record-failure') {
          seen.push(JSON.stringify((payload as Payload).failure));
        }
        return { ok: true, value: name === 'check-manual-input' ? check(true)(payload as Payload) : null };
      };
      const own = new Executions(loadWorkflow(text, substitutions), record, new TaskTokens());
      const { arn } = own.start('long', '{"request_id":"pri_1","attempt":1}');
      await vi.advanceTimersByTimeAsync(89 * 86_400_000);
      expect(own.describe(arn).status).toBe('RUNNING');
      expect(seen).toEqual(['check-manual-input', 'require-input']);
      await vi.advanceTimersByTimeAsync(2 * 86_400_000);
      expect(own.describe(arn).status).toBe('FAILED');
      expect(seen.slice(2)).toEqual(['record-failure', expect.stringContaining('"Error":"States.Timeout"')]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the Step Functions endpoint', () => {
  it('gives the running execution for the same name and input, and refuses the name otherwise', async () => {
    stubs = { 'check-manual-input': check(true) };
    const name = freshName();
    const first = await start(name);
    const second = await start(name);
    expect(second).toMatchObject({ executionArn: first.executionArn, startDate: first.startDate });
    await vi.waitUntil(() => called('require-input').length === 1);
    expect(called('check-manual-input')).toHaveLength(1);
    await expect(start(name, { request_id: 'pri_2', attempt: 1 })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await client.send(new StopExecutionCommand({ executionArn: first.executionArn }));
    await expect(start(name)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('stops an execution: its token is worth nothing any more, and nothing of it runs on', async () => {
    stubs = { 'check-manual-input': check(true) };
    const { executionArn } = await start(freshName());
    await vi.waitUntil(() => called('require-input').length === 1);
    await client.send(new StopExecutionCommand({ executionArn, error: 'Canceled', cause: 'by a reviewer' }));
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: 'ABORTED', error: 'Canceled' });
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: token(), output: '{}' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
    expect(called('record-failure')).toEqual([]);
  });

  it('names errors as AWS does', async () => {
    const unknown = `TASK${'a'.repeat(128)}`;
    const arn = `${stateMachineArn.replace('stateMachine', 'execution')}:nobody`;
    await expect(client.send(new DescribeExecutionCommand({ executionArn: arn }))).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    await expect(client.send(new StopExecutionCommand({ executionArn: arn }))).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: unknown, output: '{}' }))).rejects.toMatchObject({
      name: 'TaskDoesNotExist',
    });
    await expect(client.send(new SendTaskFailureCommand({ taskToken: 'made up' }))).rejects.toMatchObject({ name: 'InvalidToken' });
    await expect(client.send(new StartExecutionCommand({ stateMachineArn: `${stateMachineArn}x` }))).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
    await expect(client.send(new StartExecutionCommand({ stateMachineArn, input: 'no json' }))).rejects.toMatchObject({
      name: 'InvalidExecutionInput',
    });
    await expect(client.send(new StartExecutionCommand({ stateMachineArn, name: 'a b' }))).rejects.toMatchObject({ name: 'InvalidName' });
  });

  it('leaves a task waiting when the answer is no JSON', async () => {
    stubs = { 'check-manual-input': check(true) };
    const { executionArn } = await start(freshName());
    await vi.waitUntil(() => called('require-input').length === 1);
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: token(), output: '{' }))).rejects.toMatchObject({
      name: 'InvalidOutput',
    });
    expect(await status(executionArn)).toBe('RUNNING');
    stubs = { 'check-manual-input': check(false) };
    await client.send(new SendTaskSuccessCommand({ taskToken: token(), output: '{}' }));
    await vi.waitUntil(async () => (await status(executionArn)) === 'SUCCEEDED');
  });
});

describe('a token', () => {
  it('takes one answer, however close the second comes', () => {
    const tokens = new TaskTokens();
    const answers: unknown[] = [];
    const issued = tokens.issue((answer) => answers.push(answer));
    tokens.answer(issued, { output: 1 });
    expect(() => tokens.answer(issued, { output: 2 })).toThrow(expect.objectContaining({ type: 'TaskTimedOut' }));
    expect(() => tokens.check(issued)).toThrow(expect.objectContaining({ type: 'TaskTimedOut' }));
    expect(answers).toEqual([{ output: 1 }]);
  });
});

describe('loading a workflow', () => {
  const change = (edit: (definition: Record<string, unknown>) => void) => {
    const definition = JSON.parse(text);
    edit(definition);
    return () => loadWorkflow(JSON.stringify(definition), substitutions);
  };

  it('refuses JSONata, which the engine would pass over without a word', () => {
    expect(change((definition) => Object.assign(definition, { QueryLanguage: 'JSONata' }))).toThrow(/uses QueryLanguage/);
    expect(change((definition) => Object.assign(definition, { Comment: '{% $x %}' }))).toThrow(/JSONata/);
  });

  it('refuses a substitution without a function, and broken JSON', () => {
    expect(() => loadWorkflow(text, {})).toThrow(/CheckManualInputFunctionArn/);
    expect(() => loadWorkflow('{', substitutions)).toThrow(/not valid JSON/);
  });

  it.each([
    ['a resource it does not know', { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', End: true }, /resource/],
    ['a wait without a timeout', { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', End: true }, /no timeout/],
    ['a heartbeat', { Type: 'Task', Resource: functionArn('x'), HeartbeatSeconds: 5, End: true }, /HeartbeatSeconds/],
    ['a Parallel state', { Type: 'Parallel', Branches: [], End: true }, /Parallel/],
  ])('refuses %s', (_, state, message) => {
    expect(() => loadWorkflow(JSON.stringify({ StartAt: 'A', States: { A: state } }), {})).toThrow(message);
  });
});
