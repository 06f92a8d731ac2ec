import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowInput } from '../../contracts/schemas/workflow.ts';
import { RequestClosedError, SourceFailedError, TryAgainError } from '../../core/workflow/errors.ts';
import { createTaskHandler } from '../../lambdas/runtime/create-task-handler.ts';
import { warn } from '../../lambdas/runtime/logger.ts';
import { type CapturedOutput, captureOutput } from '../support/capture-output.ts';
import { lambdaContext } from '../support/lambda-context.ts';

const personal = 'marker.lovelace@example.com';
const context = lambdaContext({ awsRequestId: 'invocation-1' });
const payload = { request_id: 'pri_1', attempt: 1 };
let output: CapturedOutput;

beforeAll(() => {
  output = captureOutput();
});
afterAll(() => output.stop());

async function thrownBy(error: unknown): Promise<unknown> {
  const handler = createTaskHandler('test', workflowInput, () => Promise.reject(error));
  return handler(payload, context).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

describe('the handler of a task', () => {
  it.each([new RequestClosedError(), new TryAgainError('Not now.'), new SourceFailedError('The source is gone.')])(
    'throws on what the workflow knows: $name',
    async (error) => {
      expect(await thrownBy(error)).toBe(error);
    },
  );

  it('makes anything else worth another try, without a word of it in what Lambda logs', async () => {
    const cause = new TypeError(`cause ${personal}`);
    for (const error of [
      new Error(`It broke for ${personal}\n    at ${personal} (file:1:1)`, { cause }),
      personal,
      { message: personal },
    ]) {
      const thrown = await thrownBy(error);
      expect(thrown).toMatchObject({ name: 'TryAgain' });
      expect(thrown).not.toHaveProperty('cause');
      if (thrown instanceof Error) expect(`${thrown.message}${thrown.stack}`).not.toContain(personal);
    }
    warn('A start failed.', new Error(`for ${personal}\n   at ${personal}`, { cause }));
    expect(output.text()).toContain('invocation-1');
    expect(output.text()).toContain('TypeError');
    expect(output.text()).not.toContain(personal);
  });

  it('refuses a payload that is not the workflow’s, without repeating it', async () => {
    const handler = createTaskHandler('test', workflowInput, async () => 'done');
    const thrown = await handler({ request_id: 7, attempt: personal }, context).catch((error: unknown) => error);
    expect(String(thrown)).not.toContain(personal);
    expect(await handler(payload, context)).toBe('done');
  });
});
