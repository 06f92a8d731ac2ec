import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { stateMachineArn } from '../../../local/settings/make-environment.ts';
import { check, until, useStepFunctions } from './use-step-functions.ts';

const steps = useStepFunctions();

describe('the Step Functions endpoint', () => {
  it('gives the running execution for the same name and input, and refuses the name otherwise', async () => {
    steps.stubs = { 'check-manual-input': check(true) };
    const name = steps.freshName();
    const first = await steps.start(name);
    const second = await steps.start(name);
    expect(second).toMatchObject({ executionArn: first.executionArn, startDate: first.startDate });
    await until(() => steps.called('require-input').length === 1);
    expect(steps.called('check-manual-input')).toHaveLength(1);
    await expect(steps.start(name, { request_id: 'pri_2', attempt: 1 })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await steps.client.send(new StopExecutionCommand({ executionArn: first.executionArn }));
    await expect(steps.start(name)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('stops an execution: its token is worth nothing any more, and nothing of it runs on', async () => {
    steps.stubs = { 'check-manual-input': check(true) };
    const { executionArn } = await steps.start(steps.freshName());
    await until(() => steps.called('require-input').length === 1);
    await steps.client.send(new StopExecutionCommand({ executionArn, error: 'Canceled', cause: 'by a reviewer' }));
    expect(await steps.client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: 'ABORTED', error: 'Canceled' });
    await expect(steps.client.send(new SendTaskSuccessCommand({ taskToken: steps.token(), output: '{}' }))).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
    expect(steps.called('record-failure')).toEqual([]);
  });

  it('names errors as AWS does', async () => {
    const unknown = `TASK${'a'.repeat(128)}`;
    const arn = `${stateMachineArn.replace('stateMachine', 'execution')}:nobody`;
    await expect(steps.client.send(new DescribeExecutionCommand({ executionArn: arn }))).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    });
    await expect(steps.client.send(new StopExecutionCommand({ executionArn: arn }))).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    });
    await expect(steps.client.send(new SendTaskSuccessCommand({ taskToken: unknown, output: '{}' }))).rejects.toMatchObject({
      name: 'TaskDoesNotExist',
    });
    await expect(steps.client.send(new SendTaskFailureCommand({ taskToken: 'made up' }))).rejects.toMatchObject({ name: 'InvalidToken' });
    await expect(steps.client.send(new StartExecutionCommand({ stateMachineArn: `${stateMachineArn}x` }))).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
    await expect(steps.client.send(new StartExecutionCommand({ stateMachineArn, input: 'no json' }))).rejects.toMatchObject({
      name: 'InvalidExecutionInput',
    });
    await expect(steps.client.send(new StartExecutionCommand({ stateMachineArn, name: 'a b' }))).rejects.toMatchObject({
      name: 'InvalidName',
    });
  });

  it('leaves a task waiting when the answer is no JSON', async () => {
    steps.stubs = { 'check-manual-input': check(true) };
    const { executionArn } = await steps.start(steps.freshName());
    await until(() => steps.called('require-input').length === 1);
    await expect(steps.client.send(new SendTaskSuccessCommand({ taskToken: steps.token(), output: '{' }))).rejects.toMatchObject({
      name: 'InvalidOutput',
    });
    expect(await steps.status(executionArn)).toBe('RUNNING');
    steps.stubs = { 'check-manual-input': check(false) };
    await steps.client.send(new SendTaskSuccessCommand({ taskToken: steps.token(), output: '{}' }));
    await until(async () => (await steps.status(executionArn)) === 'SUCCEEDED');
  });
});
