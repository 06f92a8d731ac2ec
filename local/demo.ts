import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { readCommandLine } from '../bin/command-line.ts';
import { type CallApi, openApi } from './demo/call-api.ts';
import { dataset, fields, keys } from './demo/example-data.ts';
import { type FoundDossier, findDossier } from './demo/find-dossier.ts';
import { startDatabase } from './demo/start-database.ts';
import { runVariables } from './run/run-variables.ts';
import { StartError } from './run/start-error.ts';

const submitted = z.object({ succeeded: z.array(z.object({ id: z.string() })).check(z.minLength(1)) });
const seen = z.object({ status: z.string() });
const tested = z.object({ test_status: z.string(), failure_reason: z.optional(z.string()) });

/** Looks at the request, 200 ms apart, until it waits for people. */
const looks = 100;
const pauseMs = 200;

/** `npm run demo`: the seed's example on a Dossier that runs or is started, with a database of its own, up to where people have to act. */
async function runDemo(): Promise<void> {
  const database = await startDatabase();
  try {
    const dossier = await findDossier(process.env);
    const api = await openApi(dossier);
    await setUp(api, database.secrets);
    const id = await submit(api);
    console.log(tell(dossier, id));
    await (dossier.ended ?? untilSignal());
  } finally {
    await database.stop();
  }
}

async function setUp(api: CallApi, secrets: object): Promise<void> {
  await api('PATCH', '/api/v1/connection', [
    { key: keys.automatic, name: 'Postgres example', connection_type: 'postgres', access: 'read', secrets },
    { key: keys.manual, name: 'Manual privacy request ConnectionConfig', connection_type: 'manual_request', access: 'read' },
  ]);
  await api('PATCH', `/api/v1/connection/${keys.automatic}/dataset`, dataset);
  await api('PATCH', `/api/v1/connection/${keys.manual}/access_manual_request`, fields);
  const { test_status, failure_reason } = tested.parse(await api('GET', `/api/v1/connection/${keys.automatic}/test`));
  if (test_status !== 'succeeded') throw new StartError(`The demonstration's database can't be read. ${failure_reason ?? ''}`);
}

async function submit(api: CallApi): Promise<string> {
  const body = [{ identity: { email: 'jane@example.com' }, policy_key: 'default_access_policy' }];
  const [request] = submitted.parse(await api('POST', '/api/v1/privacy-request', body)).succeeded;
  const id = request?.id ?? '';
  for (let look = 0; look < looks; look += 1) {
    const { status } = seen.parse(await api('GET', `/api/v1/privacy-request/${id}`));
    if (status === 'requires_input') return id;
    if (status === 'error' || status === 'pending') throw new StartError(`The request is in status ${status} and doesn't wait for input.`);
    await wait(pauseMs);
  }
  throw new StartError('The request did not come to wait for input.');
}

function tell({ baseUrl, folder, mailboxUrl }: FoundDossier, id: string): string {
  return `
The seed's example is set up, and Jane's request waits for what people know of her:
  ${id}

What to open next:
  ${baseUrl}/admin/   work on the request: enter first and last name, then resume it. The password is in ${folder}/local.json
  ${baseUrl}/docs     the same by the API, each call with an example
  ${mailboxUrl}/store the mails, once the package is there: they have its link

The package then holds postgres_example:customer, read from the demonstration's database, beside manual_request_key.
The database lives as long as this command: leave it running, and end it with Ctrl+C.
`;
}

/** Resolves on Ctrl+C. A timer keeps the process alive until then; the database's own server may be idle. */
async function untilSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

readCommandLine({
  call: 'npm run demo',
  summary:
    'Sets the seed’s example up on the Dossier that runs on the data folder, or on one it starts: a Postgres, connections, fields and a request.',
  options: {},
  variables: runVariables,
});

try {
  await runDemo();
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
