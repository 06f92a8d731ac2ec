import { DescribeExecutionCommand, SendTaskFailureCommand, SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it, vi } from 'vitest';
import type { InvocationResult } from '../../../local/functions/invocation.ts';
import { workflowSubstitutions } from '../../../local/settings/make-environment.ts';
import { Executions } from '../../../local/step-functions/executions.ts';
import { loadWorkflow } from '../../../local/step-functions/load-workflow.ts';
import { TaskTokens } from '../../../local/step-functions/task-tokens.ts';
import { check, named, type Payload, until, useStepFunctions, workflowText } from './use-step-functions.ts';

const steps = useStepFunctions();

describe('an execution of the real workflow', () => {
  it('runs from the check to the end where no input is missing', async () => {
    steps.stubs = { 'check-manual-input': check(false) };
    const { executionArn } = await steps.start(steps.freshName());
    await until(async () => (await steps.status(executionArn)) === 'SUCCEEDED');
    expect(steps.calls.map((call) => call.name)).toEqual(['check-manual-input', 'build-package', 'complete-request']);
    expect(steps.called('build-package')[0]?.payload).toMatchObject({ request_id: 'pri_1', attempt: 1 });
  });

  it('waits with a token that is good for one answer, and a fresh one for every wait', async () => {
    let missing = 2;
    steps.stubs = { 'check-manual-input': (payload) => check(missing-- > 0)(payload) };
    const { executionArn } = await steps.start(steps.freshName());
    await until(() => steps.called('require-input').length === 1);
    expect(steps.called('require-input')[0]?.payload).toEqual({ request_id: 'pri_1', attempt: 1, task_token: steps.token() });
    expect(await steps.status(executionArn)).toBe('RUNNING');
    await steps.client.send(new SendTaskSuccessCommand({ taskToken: steps.token(), output: '{}' }));
    await until(() => steps.called('require-input').length === 2);
    expect(steps.token(1)).not.toBe(steps.token(0));
    await expect(steps.client.send(new SendTaskSuccessCommand({ taskToken: steps.token(0), output: '{}' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
    expect(await steps.status(executionArn)).toBe('RUNNING');
    await steps.client.send(new SendTaskSuccessCommand({ taskToken: steps.token(1), output: '{}' }));
    await until(async () => (await steps.status(executionArn)) === 'SUCCEEDED');
  });

  it('gives each of two executions a token of its own', async () => {
    steps.stubs = { 'check-manual-input': check(true) };
    const [one, two] = [await steps.start(`${steps.freshName()}-a`), await steps.start(`${steps.freshName()}-b`)];
    await until(() => steps.called('require-input').length === 2);
    expect(steps.token(0)).not.toBe(steps.token(1));
    steps.stubs = { 'check-manual-input': check(false) };
    await steps.client.send(new SendTaskSuccessCommand({ taskToken: steps.token(0), output: '{}' }));
    await until(async () => (await steps.status(one.executionArn)) === 'SUCCEEDED');
    expect(await steps.status(two.executionArn)).toBe('RUNNING');
  });

  it('issues a fresh token for a retry, and the token of the attempt that failed is good for nothing', async () => {
    let failures = 1;
    steps.stubs = {
      'check-manual-input': check(true),
      'require-input': () => {
        if (failures-- > 0) {
          throw named('TryAgain');
        }
      },
    };
    await steps.start(steps.freshName());
    await until(() => steps.called('require-input').length === 2);
    expect(steps.token(1)).not.toBe(steps.token(0));
    await expect(steps.client.send(new SendTaskSuccessCommand({ taskToken: steps.token(0), output: '{}' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
  });

  it('hands a failure on as AWS writes it, and ends as failed', async () => {
    steps.stubs = {
      'check-manual-input': check(false),
      'build-package': () => {
        throw named('Broken');
      },
    };
    const { executionArn } = await steps.start(steps.freshName());
    await until(async () => (await steps.status(executionArn)) === 'FAILED');
    const failure = steps.called('record-failure')[0]?.payload.failure as { Error: string; Cause: string } | undefined;
    expect(failure?.Error).toBe('Broken');
    expect(JSON.parse(failure?.Cause ?? '')).toMatchObject({ errorType: 'Broken', errorMessage: 'because of Broken' });
    expect(await steps.client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ error: 'RequestFailed' });
  });

  it('ends quietly when a function says that the request was closed', async () => {
    steps.stubs = {
      'check-manual-input': () => {
        throw named('RequestClosed');
      },
    };
    const { executionArn } = await steps.start(steps.freshName());
    await until(async () => (await steps.status(executionArn)) === 'SUCCEEDED');
    expect(steps.called('record-failure')).toEqual([]);
  });

  it('carries a failure that is sent to a token', async () => {
    steps.stubs = { 'check-manual-input': check(true) };
    await steps.start(steps.freshName());
    await until(() => steps.called('require-input').length === 1);
    await steps.client.send(new SendTaskFailureCommand({ taskToken: steps.token(), error: 'Sent', cause: 'by hand' }));
    await until(() => steps.called('record-failure').length === 1);
    expect(steps.called('record-failure')[0]?.payload.failure).toEqual({ Error: 'Sent', Cause: 'by hand' });
  });

  it('hands every source to its own collection', async () => {
    steps.stubs = { 'check-manual-input': (payload) => ({ ...(check(false)(payload) as object), sources: ['a', 'b', 'c'] }) };
    const { executionArn } = await steps.start(steps.freshName());
    await until(async () => (await steps.status(executionArn)) === 'SUCCEEDED');
    expect(steps.called('collect-source').map((call) => call.payload)).toEqual(
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
      const own = new Executions(loadWorkflow(workflowText, workflowSubstitutions), record, new TaskTokens());
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
