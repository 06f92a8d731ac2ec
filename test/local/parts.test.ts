import { mkdtempSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { functions } from '../../contracts/functions.ts';
import { limits } from '../../contracts/limits.ts';
import { type FunctionHost, hostFunctions } from '../../local/functions/function-host.ts';
import type { Handler } from '../../local/functions/load-functions.ts';
import { loadFunctions } from '../../local/functions/load-functions.ts';
import { serveLambda } from '../../local/functions/serve-lambda.ts';
import { startMailbox } from '../../local/mailbox/start-mailbox.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { functionArn, region } from '../../local/settings/make-environment.ts';

let handler: Handler = () => null;
const host: FunctionHost = hostFunctions(new Map([['record-failure', (event, context) => handler(event, context)]]));
let server: Server;
let client: LambdaClient;

beforeAll(async () => {
  server = serveLambda(host);
  const endpoint = await listenOnLoopback(server);
  client = new LambdaClient({ endpoint, region, credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, maxAttempts: 1 });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

afterAll(async () => {
  client.destroy();
  await closeServer(server, 100);
});

async function invoke(FunctionName: string, payload: unknown, InvocationType?: 'Event') {
  const Payload = JSON.stringify(payload);
  const answer = await client.send(new InvokeCommand({ FunctionName, Payload, ...(InvocationType && { InvocationType }) }));
  const text = answer.Payload?.transformToString() ?? '';
  return { status: answer.StatusCode, error: answer.FunctionError, body: text === '' ? undefined : JSON.parse(text) };
}

describe('the Lambda endpoint', () => {
  it.each(['record-failure', functionArn('record-failure')])('runs a function by %s and answers what it returns', async (name) => {
    let seen: unknown;
    handler = (event) => {
      seen = event;
      return { done: true, at: new Date(0), nothing: undefined };
    };
    expect(await invoke(name, { a: 1 })).toEqual({ status: 200, error: undefined, body: { done: true, at: '1970-01-01T00:00:00.000Z' } });
    expect(seen).toEqual({ a: 1 });
  });

  it('answers an error as Lambda does', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    handler = () => {
      throw Object.assign(new Error('why'), { name: 'TryAgain' });
    };
    expect(await invoke('record-failure', {})).toMatchObject({
      error: 'Unhandled',
      body: { errorType: 'TryAgain', errorMessage: 'why', trace: expect.any(Array) },
    });
  });

  it('answers an event at once and runs it in the background', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let finished = false;
    handler = async () => {
      await promise;
      finished = true;
    };
    expect((await invoke('record-failure', {}, 'Event')).status).toBe(202);
    expect(finished).toBe(false);
    resolve();
    await host.idle();
    expect(finished).toBe(true);
  });

  it('knows no other function', async () => {
    await expect(invoke('nobody', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('a function', () => {
  it('has a context like that of Lambda', async () => {
    let context: unknown;
    handler = (_, given) => {
      context = given;
    };
    await host.invoke('record-failure', {}, 'the-request-id');
    expect(context).toMatchObject({ functionName: 'record-failure', awsRequestId: 'the-request-id', memoryLimitInMB: '512' });
    const left = (context as { getRemainingTimeInMillis(): number }).getRemainingTimeInMillis();
    expect(left).toBeGreaterThan(25_000);
    expect(left).toBeLessThanOrEqual(functions['record-failure'].timeoutSeconds * 1000);
  });

  it('is given up after its timeout', async () => {
    vi.useFakeTimers();
    handler = () => new Promise(() => {});
    const result = host.invoke('record-failure', {});
    await vi.advanceTimersByTimeAsync(functions['record-failure'].timeoutSeconds * 1000);
    expect(await result).toMatchObject({ ok: false, error: { errorType: 'Sandbox.Timedout' } });
  });

  it('cannot answer more than Lambda carries', async () => {
    handler = () => 'x'.repeat(limits.lambdaAnswerBytes);
    expect(await host.invoke('record-failure', {})).toMatchObject({ ok: false, error: { errorType: 'Function.ResponseSizeTooLarge' } });
  });

  it('is missed by name when it has no handler', async () => {
    await expect(loadFunctions(new URL('./nowhere/', import.meta.url))).rejects.toThrow(/^The function [\w-]+ has no file lambdas\//);
  });
});

describe('the mailbox', () => {
  const mail = {
    FromEmailAddress: 'privacy@example.com',
    Destination: { ToAddresses: ['anna@example.com'] },
    Content: { Simple: { Subject: { Data: 'Your package' }, Body: { Text: { Data: 'Here it is.' } } } },
  };
  const send = (url: string, body: unknown) => fetch(`${url}/v2/email/outbound-emails`, { method: 'POST', body: JSON.stringify(body) });
  const store = async (url: string) => (await fetch(`${url}/store`)).json();

  it('keeps every mail, also over a restart, readable by its owner only', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'dossier-mail-')), 'mails.jsonl');
    const first = await startMailbox(file);
    expect(await store(first.url)).toEqual({ emails: [] });
    expect(await (await send(first.url, mail)).json()).toEqual({ MessageId: expect.any(String) });
    await first.stop();
    const second = await startMailbox(file);
    expect(await store(second.url)).toMatchObject({
      emails: [
        {
          from: 'privacy@example.com',
          destination: { to: ['anna@example.com'], cc: [], bcc: [] },
          subject: 'Your package',
          body: { text: 'Here it is.' },
          at: expect.any(Number),
        },
      ],
    });
    await second.stop();
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(2);
  });

  it('refuses what is no mail, and keeps nothing of it', async () => {
    const box = await startMailbox(join(mkdtempSync(join(tmpdir(), 'dossier-mail-')), 'mails.jsonl'));
    expect((await send(box.url, { ...mail, Content: {} })).status).toBe(400);
    expect((await fetch(`${box.url}/v2/email/other`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect(await store(box.url)).toEqual({ emails: [] });
    await box.stop();
  });
});
