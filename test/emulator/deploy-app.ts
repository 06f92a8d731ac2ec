import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod/mini';
import { projectRoot } from '../../bin/project-root.ts';
import { readSettings } from '../../lib/settings.ts';
import { stages } from '../../lib/stages.ts';

/** The account and region emulators pretend to be. */
const account = '000000000000';
const region = 'us-east-1';

const stage = stages['local-emulator'];

/** What a deployment is made of. */
export interface Deployment {
  /** Where the emulator answers. */
  readonly endpoint: string;
  /** Where people will reach the pages and the API: links in mails begin with it. */
  readonly publicUrl: string;
}

/** What a deployed Dossier is called by. */
export interface Deployed {
  /** Where the emulator has the API. */
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const outputsSchema = z.object({
  'dossier-local-emulator-api': z.looseObject({ ApiUrl: z.string() }),
  'dossier-local-emulator-identity': z.looseObject({ UserPoolId: z.string(), ProgramsClientId: z.string() }),
});

/** Deploys the whole app into an emulator, by the `cdk` command as on AWS. @throws Error when a step of it fails */
export async function deployApp({ endpoint, publicUrl }: Deployment): Promise<Deployed> {
  const folder = await mkdtemp(join(tmpdir(), 'dossier-assembly-'));
  const assembly = join(folder, 'cdk.out');
  const outputs = join(folder, 'outputs.json');
  const environment = {
    ...process.env,
    PATH: `${join(projectRoot, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    DOSSIER__SERVICE__PUBLIC_URL: publicUrl,
  };
  const cdk = (...args: readonly string[]) => run('cdk', [...args, '--ci'], environment);
  try {
    await cdk('synth', '--quiet', '--context', `stage=${stage.name}`, '--output', assembly);
    await cdk('bootstrap', `aws://${account}/${region}`, '--app', assembly);
    await verifySender(endpoint);
    await cdk(
      'deploy',
      `${stage.name}/*`,
      '--app',
      assembly,
      '--method',
      'direct',
      '--require-approval',
      'never',
      '--concurrency',
      '4',
      '--outputs-file',
      outputs,
    );
    const { 'dossier-local-emulator-api': api, 'dossier-local-emulator-identity': identity } = outputsSchema.parse(
      JSON.parse(await readFile(outputs, 'utf8')),
    );
    const apiId = idOf(api.ApiUrl);
    return {
      apiUrl: `${endpoint}/_aws/execute-api/${apiId}/$default`,
      clientId: identity.ProgramsClientId,
      clientSecret: await clientSecret(endpoint, identity.UserPoolId, identity.ProgramsClientId),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** An emulator's own address of an API can be none that URL takes: `http://<id>.execute-api.127.0.0.1:4566`. */
function idOf(apiUrl: string): string {
  const id = /^https?:\/\/([A-Za-z0-9]+)\./.exec(apiUrl)?.[1];
  if (id === undefined) throw new Error('The deployed API has an address that holds no id.');
  return id;
}

/** On AWS a person confirms the sender's address once (docs/deploy.md); an emulator takes it at its word. */
async function verifySender(endpoint: string): Promise<void> {
  const { mail } = readSettings(projectRoot, stage.settings);
  if (mail.from === '') return;
  const client = new SESv2Client({ endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  await client.send(new CreateEmailIdentityCommand({ EmailIdentity: mail.from }));
}

const clientSchema = z.object({ UserPoolClient: z.object({ ClientSecret: z.string() }) });

/** Cognito's own call, as it goes over the wire: one call isn't worth a package. */
async function clientSecret(endpoint: string, userPool: string, client: string): Promise<string> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.DescribeUserPoolClient',
      // Emulators tell the service and the account by it and check no signature.
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/cognito-idp/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify({ UserPoolId: userPool, ClientId: client }),
  });
  return clientSchema.parse(await response.json()).UserPoolClient.ClientSecret;
}

async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(command, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`${command} ${args[0] ?? ''} failed:\n${Buffer.concat(printed).toString('utf8').slice(-8_000)}`);
}
