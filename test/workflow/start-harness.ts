import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Context } from 'aws-lambda';
import { createAttachmentRecords } from '../../adapters/dynamodb/attachment-records.ts';
import { createConnectionStore } from '../../adapters/dynamodb/connection-store.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createAttachmentObjects } from '../../adapters/s3/attachment-objects.ts';
import { createPackageStore } from '../../adapters/s3/package-store.ts';
import { createQuarantine } from '../../adapters/s3/quarantine.ts';
import { createSourceRows } from '../../adapters/s3/source-rows.ts';
import { createWorkflow } from '../../adapters/stepfunctions/workflow.ts';
import type { FunctionName } from '../../contracts/functions.ts';
import type { Clock } from '../../core/clock.ts';
import { createIdMaker } from '../../core/ids.ts';
import { hostFunctions } from '../../local/functions/function-host.ts';
import type { InvocationResult, InvokeFunction } from '../../local/functions/invocation.ts';
import type { Handler } from '../../local/functions/load-functions.ts';
import { startMailbox } from '../../local/mailbox/start-mailbox.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { loadSettings, readSettingsFile } from '../../local/settings/load-settings.ts';
import { region, resources, setEnvironment, stateMachineArn, workflowSubstitutions } from '../../local/settings/make-environment.ts';
import { Executions } from '../../local/step-functions/executions.ts';
import { loadWorkflow, type Workflow } from '../../local/step-functions/load-workflow.ts';
import { serveStepFunctions } from '../../local/step-functions/serve-step-functions.ts';
import { TaskTokens } from '../../local/step-functions/task-tokens.ts';
import { captureOutput } from '../support/capture-output.ts';
import { openObjectStore } from '../support/open-object-store.ts';
import { openTables } from '../support/open-tables.ts';
import { secretParts } from '../support/secret-parts.ts';

/** Stands between the workflow and a function: it can answer by itself, wait, or call on. */
export type Intercept = (payload: unknown, callOn: () => Promise<InvocationResult>) => Promise<InvocationResult>;

/** The functions that the workflow and the schedule call; each is the one that AWS gets. */
const handlerFiles = {
  'check-manual-input': () => import('../../lambdas/check-manual-input/handler.ts'),
  'require-input': () => import('../../lambdas/require-input/handler.ts'),
  'collect-source': () => import('../../lambdas/collect-source/handler.ts'),
  'build-package': () => import('../../lambdas/build-package/handler.ts'),
  'complete-request': () => import('../../lambdas/complete-request/handler.ts'),
  'record-failure': () => import('../../lambdas/record-failure/handler.ts'),
  'reconcile-requests': () => import('../../lambdas/reconcile-requests/handler.ts'),
} satisfies Partial<Record<FunctionName, () => Promise<{ handler: (event: unknown, context: Context) => Promise<unknown> }>>>;

/** A function of the workflow. */
export type WorkflowFunction = keyof typeof handlerFiles;

const workflowFile = new URL('../../statemachines/privacy-request.asl.json', import.meta.url);

/** Milliseconds between the tries of a state; the file's own seconds are checked elsewhere and would only be waited for here. */
const retryMs = 5;

/**
 * Starts the real workflow: the ASL file on the local Step Functions, the functions' own handlers, DynamoDB Local and the local
 * object store.
 */
export async function startHarness() {
  const output = captureOutput();
  const folder = await mkdtemp(join(tmpdir(), 'dossier-test-mails-'));
  const [tables, objects, mailbox] = await Promise.all([openTables(), openObjectStore(), startMailbox(join(folder, 'mails.jsonl'))]);
  let machine = makeMachine();
  const refusedCalls = new Set<string>();
  const front = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    if (refusedCalls.has(operation)) {
      request.resume();
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' }).end('{"__type":"InternalServerError","message":"refused"}');
    } else machine.server.emit('request', request, response);
  });
  const stepFunctions = await listenOnLoopback(front);
  setEnvironment(
    process.env,
    {
      dynamodb: tables.endpoint,
      s3: objects.url,
      stepFunctions,
      lambda: stepFunctions,
      mail: mailbox.url,
      token: stepFunctions,
      secrets: stepFunctions,
    },
    objects.credentials,
    loadSettings(readSettingsFile(), {}).variables,
  );
  Object.assign(process.env, { CONFIGS_TABLE: tables.configs, REQUESTS_TABLE: tables.requests, PACKAGES_BUCKET: objects.bucket });
  const handlers = new Map<string, Handler>();
  for (const [name, load] of Object.entries(handlerFiles)) {
    const { handler } = await load();
    handlers.set(name, (event, context) => Reflect.apply(handler, undefined, [event, context]));
  }
  const host = hostFunctions(handlers);
  const intercepts = new Map<string, Intercept>();
  const calls: string[] = [];

  function makeMachine() {
    const entered = new Map<string, string[]>();
    const tokens = new TaskTokens();
    const generation = { alive: true };
    const invoke: InvokeFunction = async (name, payload, requestId) => {
      // A machine that crashed calls nothing any more, and hears no answer.
      if (!generation.alive) return new Promise(() => {});
      calls.push(name);
      const callOn = () => host.invoke(name, payload, requestId);
      const result = await (intercepts.get(name)?.(payload, callOn) ?? callOn());
      return generation.alive ? result : new Promise(() => {});
    };
    const workflow = watchStates(loadWorkflow(readFileSync(workflowFile, 'utf8'), workflowSubstitutions), entered);
    const executions = new Executions(workflow, invoke, tokens);
    return { entered, executions, generation, server: serveStepFunctions(executions, tokens) };
  }

  const clock: Clock = { now: () => new Date() };
  const sfn = new SFNClient({ endpoint: stepFunctions, region, credentials: objects.credentials });
  const warnings: string[] = [];
  const connections = createConnectionStore(tables.client, tables.configs);
  const requests = createRequestStore(tables.client, tables.requests, clock);
  const reconcile = async (input: object = { include_waiting: true, min_age_seconds: 0 }) => {
    const result = await host.invoke('reconcile-requests', input);
    if (!result.ok) throw new Error(`The reconciler failed: ${result.error.errorMessage}`);
    return result.value;
  };
  const parts = {
    connections,
    requests,
    packages: createPackageStore(objects.client, objects.bucket),
    rows: createSourceRows(objects.client, objects.bucket),
    attachments: {
      records: createAttachmentRecords(tables.client, tables.requests),
      objects: createAttachmentObjects(objects.client, resources.attachmentsBucket),
      quarantine: createQuarantine(objects.client, resources.quarantineBucket),
    },
    workflow: createWorkflow(sfn, stateMachineArn),
    releases: {
      connectionReleased: async (key: string) => {
        // As Lambda's asynchronous invoke: nobody waits for it.
        void reconcile({ released_connection: key });
      },
    },
    ...secretParts(clock),
    clock,
    makeId: createIdMaker(clock, randomBytes),
    warn: (what: string) => void warnings.push(what),
  };
  return {
    parts,
    tables,
    objects,
    output,
    warnings,
    calls,
    intercepts,
    refusedCalls,
    reconcile,
    /** Every state an execution entered, in order; those of a machine that crashed are gone. */
    entered: (executionName: string): readonly string[] => machine.entered.get(executionName) ?? [],
    invoke: host.invoke,
    idle: () => host.idle(),
    /** Loses every execution and every token, as the end of the process does. */
    crash: () => {
      machine.generation.alive = false;
      machine.executions.stopAll();
      machine = makeMachine();
    },
    /** The bytes of a request's package; nothing where there is none. */
    readPackage: async (key: string): Promise<Buffer | undefined> => {
      try {
        const { Body } = await objects.client.send(new GetObjectCommand({ Bucket: objects.bucket, Key: key }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    close: async () => {
      machine.generation.alive = false;
      machine.executions.stopAll();
      await host.idle();
      await closeServer(front, 0);
      sfn.destroy();
      await Promise.all([objects.close(), mailbox.stop()]);
      await rm(folder, { recursive: true, force: true });
      tables.close();
      output.stop();
    },
  };
}

/** A running harness. */
export type Harness = Awaited<ReturnType<typeof startHarness>>;

/** Has every run tell which states it enters, and try failed states again at once. */
function watchStates(workflow: Workflow, entered: Map<string, string[]>): Workflow {
  const { machine } = workflow;
  const run = machine.run.bind(machine);
  const retryIntervalOverrides = Object.fromEntries([...workflow.tasks.keys()].map((state) => [state, retryMs]));
  machine.run = (input, options) => {
    const running = run(input, { ...options, overrides: { ...options?.overrides, retryIntervalOverrides } });
    const states: string[] = [];
    entered.set(String(Object(options?.context?.Execution).Name), states);
    void (async () => {
      for await (const event of running.eventLogs) {
        if (event.type === 'StateEntered') states.push(event.state.name);
      }
    })();
    return running;
  };
  return workflow;
}
