import { SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createWorkflow } from '../../adapters/stepfunctions/workflow.ts';
import type { Workflow } from '../../core/privacy-requests/ports.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { functionArn, makeCredentials, region, stateMachineArn } from '../../local/settings/make-environment.ts';
import { Executions } from '../../local/step-functions/executions.ts';
import { loadWorkflow } from '../../local/step-functions/load-workflow.ts';
import { serveStepFunctions } from '../../local/step-functions/serve-step-functions.ts';
import { TaskTokens } from '../../local/step-functions/task-tokens.ts';

/** One wait, and then the end. */
const definition = JSON.stringify({
  StartAt: 'Wait',
  States: {
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: {
        FunctionName: functionArn('waiter'),
        Payload: { 'request_id.$': '$.request_id', 'attempt.$': '$.attempt', 'task_token.$': '$$.Task.Token' },
      },
      TimeoutSeconds: 60,
      End: true,
    },
  },
});

interface Called {
  readonly request_id: string;
  readonly attempt: number;
  readonly task_token: string;
}

const tokens = new TaskTokens();
const called: Called[] = [];
const executions = new Executions(
  loadWorkflow(definition, {}),
  async (_name, payload) => {
    const { request_id, attempt, task_token } = Object(payload);
    called.push({ request_id, attempt, task_token });
    return { ok: true, value: null };
  },
  tokens,
);
const server = serveStepFunctions(executions, tokens);
let client: SFNClient;
let workflow: Workflow;

beforeAll(async () => {
  client = new SFNClient({ endpoint: await listenOnLoopback(server), region, credentials: makeCredentials(), maxAttempts: 1 });
  workflow = createWorkflow(client, stateMachineArn);
});
afterAll(async () => {
  client.destroy();
  executions.stopAll();
  await closeServer(server, 0);
});

/** Milliseconds a condition may take on a busy machine. */
const patience = { timeout: 20_000 };

async function startWaiting(id: string): Promise<string> {
  await workflow.start(id, 1);
  return vi.waitFor(() => {
    const call = called.find((candidate) => candidate.request_id === id);
    expect(call).toBeDefined();
    return call?.task_token ?? '';
  }, patience);
}

describe('the workflow', () => {
  it('is started with ids alone, and once for each attempt', async () => {
    await startWaiting('pri_start');
    await workflow.start('pri_start', 1);
    await workflow.start('pri_start', 1);
    expect(called.filter((call) => call.request_id === 'pri_start')).toMatchObject([{ attempt: 1 }]);
    await workflow.start('pri_start', 2);
    await vi.waitFor(() => expect(called.filter((call) => call.request_id === 'pri_start')).toHaveLength(2), patience);
  });

  it('tells whether an execution runs, has ended, or was never there', async () => {
    expect(await workflow.describe('pri_life', 1)).toBe('missing');
    const token = await startWaiting('pri_life');
    expect(await workflow.describe('pri_life', 1)).toBe('running');
    expect(await workflow.resume(token)).toBe(true);
    await vi.waitFor(async () => expect(await workflow.describe('pri_life', 1)).toBe('ended'), patience);
    // Its name is taken for ever: the same attempt is not run a second time.
    await workflow.start('pri_life', 1);
    expect(await workflow.describe('pri_life', 1)).toBe('ended');
    expect(called.filter((call) => call.request_id === 'pri_life')).toHaveLength(1);
  });

  it('goes on once for a token; a used, a foreign and a malformed one are told apart from a failure', async () => {
    const token = await startWaiting('pri_token');
    expect(await workflow.resume(token)).toBe(true);
    expect(await workflow.resume(token)).toBe(false);
    expect(await workflow.resume(`TASK${'x'.repeat(128)}`)).toBe(false);
    expect(await workflow.resume('no token at all')).toBe(false);
  });

  it('goes on for one of ten calls at once', async () => {
    const token = await startWaiting('pri_race');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => workflow.resume(token)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('is stopped with its token, and stopping what is over or was never there is no error', async () => {
    const token = await startWaiting('pri_stop');
    await workflow.stop('pri_stop', 1);
    expect(await workflow.describe('pri_stop', 1)).toBe('ended');
    expect(await workflow.resume(token)).toBe(false);
    await workflow.stop('pri_stop', 1);
    await workflow.stop('pri_never', 1);
  });

  it('passes on what is no outcome: a state machine that is not there, a service that does not answer', async () => {
    const wrong = createWorkflow(client, `${stateMachineArn}-other`);
    await expect(wrong.start('pri_x', 1)).rejects.toThrow();
    const nobody = new SFNClient({ endpoint: 'http://127.0.0.1:9', region, credentials: makeCredentials(), maxAttempts: 1 });
    const unreachable = createWorkflow(nobody, stateMachineArn);
    await expect(unreachable.start('pri_x', 1)).rejects.toThrow();
    await expect(unreachable.describe('pri_x', 1)).rejects.toThrow();
    await expect(unreachable.resume('token')).rejects.toThrow();
    await expect(unreachable.stop('pri_x', 1)).rejects.toThrow();
  });
});
