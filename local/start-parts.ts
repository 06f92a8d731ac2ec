import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { BegunDatabase } from './dynamodb/begin-database.ts';
import { createTables } from './dynamodb/create-tables.ts';
import type { FunctionHost } from './functions/function-host.ts';
import type { InvokeFunction } from './functions/invocation.ts';
import { serveLambda } from './functions/serve-lambda.ts';
import { type IdentityProvider, startIdentityProvider } from './identity/start-identity-provider.ts';
import { startMailbox } from './mailbox/start-mailbox.ts';
import { openBucketStore } from './object-store/open-bucket-store.ts';
import { serveObjectStore } from './object-store/serve-object-store.ts';
import { closeServer, listenOnLoopback } from './run/listen-on-loopback.ts';
import type { Progress } from './run/progress.ts';
import type { Ending } from './run/stop.ts';
import { openSecretsFile } from './secrets/open-secrets-file.ts';
import { serveSecrets } from './secrets/serve-secrets.ts';
import { type Credentials, type Endpoints, region, resources, workflowSubstitutions } from './settings/make-environment.ts';
import { Executions } from './step-functions/executions.ts';
import { loadWorkflow } from './step-functions/load-workflow.ts';
import { serveStepFunctions } from './step-functions/serve-step-functions.ts';
import { TaskTokens } from './step-functions/task-tokens.ts';

/** The one workflow (DESIGN section 2). */
const workflowFile = new URL('../statemachines/privacy-request.asl.json', import.meta.url);

/** Milliseconds that an open call of one part to another has when the run ends. */
const cutMs = 500;

/** Milliseconds that functions in flight have when the run ends. */
const idleMs = 1_500;

/** What starting the parts needs. */
export interface PartsInput {
  readonly folder: string;
  readonly credentials: Credentials;
  readonly ending: Ending;
  readonly progress: Progress;
  readonly database: BegunDatabase;
  /** Origins the pages are served from. */
  readonly pageOrigins: readonly string[];
}

/** The running parts. */
export interface Parts {
  readonly endpoints: Endpoints;
  readonly identity: IdentityProvider;
  /** Gives the parts the functions they call. */
  open(host: FunctionHost): void;
}

/** Starts everything that stands for an AWS service, all at once, each on a free port of loopback. */
export async function startParts(input: PartsInput): Promise<Parts> {
  const { ending } = input;
  let host: FunctionHost | undefined;
  const invoke: InvokeFunction = (name, payload, requestId) => {
    if (host === undefined) {
      throw new Error('A function was called before the functions were loaded.');
    }
    return host.invoke(name, payload, requestId);
  };
  const tokens = new TaskTokens();
  const workflow = loadWorkflow(readFileSync(workflowFile, 'utf8'), workflowSubstitutions);
  const executions = new Executions(workflow, invoke, tokens);
  const lambda = serveLambda({ invoke, has: (name) => host?.has(name) ?? false });
  const starting = [
    openDatabase(input),
    startObjectStore(input),
    serve(ending, serveStepFunctions(executions, tokens)),
    serve(ending, lambda),
    startIdentity(input),
    startMail(input),
    startSecrets(input),
  ] as const;
  // A part that fails while others still start: they are ended too, so they have to be known first.
  await Promise.allSettled(starting);
  const [dynamodb, s3, stepFunctions, lambdaUrl, identity, mail, secrets] = await Promise.all(starting);
  ending.add(async () => {
    executions.stopAll();
    await Promise.race([host?.idle(), new Promise((resolve) => setTimeout(resolve, idleMs).unref())]);
  });
  return {
    endpoints: { dynamodb, s3, stepFunctions, lambda: lambdaUrl, mail, token: identity.tokenUrl, secrets },
    identity,
    open: (loaded) => {
      host = loaded;
    },
  };
}

async function openDatabase({ credentials, database, progress }: PartsInput): Promise<string> {
  const url = await database.url;
  const client = new DynamoDBClient({ endpoint: url, region, credentials });
  await createTables(client);
  client.destroy();
  progress.step(`The database is ready (${database.kind}).`);
  return url;
}

async function startObjectStore({ folder, credentials, ending }: PartsInput): Promise<string> {
  const files = join(folder, 'objects');
  mkdirSync(files, { recursive: true });
  const store = await openBucketStore(files, [resources.packagesBucket, resources.attachmentsBucket, resources.quarantineBucket]);
  ending.add(store.close);
  return serve(ending, serveObjectStore(store, credentials));
}

async function startIdentity({ folder, ending, pageOrigins }: PartsInput): Promise<IdentityProvider> {
  const identity = await startIdentityProvider(pageOrigins, join(folder, 'identity-port'));
  ending.add(identity.stop);
  return identity;
}

async function startMail({ folder, ending }: PartsInput): Promise<string> {
  const mailbox = await startMailbox(join(folder, 'mails.jsonl'));
  ending.add(mailbox.stop);
  return mailbox.url;
}

async function startSecrets({ folder, credentials, ending }: PartsInput): Promise<string> {
  return serve(ending, serveSecrets(openSecretsFile(join(folder, 'secrets.json')), credentials));
}

async function serve(ending: Ending, server: Parameters<typeof listenOnLoopback>[0]): Promise<string> {
  const url = await listenOnLoopback(server);
  ending.add(() => closeServer(server, cutMs));
  return url;
}
