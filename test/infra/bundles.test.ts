import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { functions } from '../../contracts/functions.ts';
import { DossierApp } from '../../lib/dossier-app.ts';
import { stages } from '../../lib/stages.ts';
import { listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { assemblyFolder, projectRoot, resourcesOf } from './synthesise.ts';

const functionSchema = z.object({
  FunctionName: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

/** Bytes of a bundle at most. One that jumps past this has taken in a library it should not load, or a second copy of one. */
const bundleBytes = 700_000;

// Bundling takes seconds, so it is done here and nowhere else in the tests.
const outdir = assemblyFolder();
const bundles = resourcesOf(new DossierApp({ projectRoot, stages: [stages.prod], app: { outdir } }))
  .filter(({ type }) => type === 'AWS::Lambda::Function')
  .map(({ properties }) => functionSchema.parse(properties))
  .map(({ FunctionName, Code, Environment }) => ({
    name: FunctionName.replace('dossier-prod-', ''),
    folder: join(outdir, `asset.${Code.S3Key.replace(/\.zip$/, '')}`),
    // What a reference comes to on AWS doesn't matter for loading; that there is something does.
    variables: Object.fromEntries(
      Object.entries(Environment.Variables).map(([key, value]) => [key, typeof value === 'string' ? value : 'https://example.com/x']),
    ),
  }));

describe('the bundles', () => {
  it('are one for each function', () => {
    expect(bundles.map(({ name }) => name).sort()).toEqual(Object.keys(functions).sort());
  });

  it.each(bundles)('of $name is one file of a bearable size, with a map that holds no source text', ({ folder }) => {
    expect(readdirSync(folder).sort()).toEqual(['index.js', 'index.js.map']);
    expect(statSync(join(folder, 'index.js')).size).toBeLessThan(bundleBytes);
    expect(JSON.parse(readFileSync(join(folder, 'index.js.map'), 'utf8'))).not.toHaveProperty('sourcesContent');
  });

  it.each(bundles)('of $name loads with the environment of the template, and has a handler', ({ folder, variables }) => {
    const run = spawnSync(process.execPath, ['-p', `typeof require(${JSON.stringify(join(folder, 'index.js'))}).handler`], {
      encoding: 'utf8',
      env: { ...variables, AWS_REGION: 'eu-west-1', PATH: process.env.PATH },
    });
    expect(run.stderr).toBe('');
    expect(run.stdout.trim()).toBe('function');
  });

  it.each(bundles)(
    'of $name has no character beyond Latin-1, since a single one makes V8 hold and scan all of it twice as wide',
    ({ folder }) => {
      expect(readFileSync(join(folder, 'index.js'), 'utf8').match(/[\u0100-\u{10ffff}]/u)).toBeNull();
    },
  );

  it('sign with the credentials of Lambda’s variables', async () => {
    const [call] = await callsOf('remind-reviewers', {
      AWS_ACCESS_KEY_ID: 'AKIDROLE',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_SESSION_TOKEN: 'session',
    });
    expect(call?.authorization).toContain('Credential=AKIDROLE/');
    expect(call?.['x-amz-security-token']).toBe('session');
  });

  it('look for credentials nowhere else', async () => {
    expect(await callsOf('remind-reviewers', {})).toEqual([]);
    expect(await callsOf('remind-reviewers', { AWS_PROFILE: 'admin' })).toEqual([]);
  });
});

/** The headers of the calls a function makes when it is invoked, on a machine whose home holds a profile with credentials. */
async function callsOf(name: string, credentials: Readonly<Record<string, string>>) {
  const bundle = bundles.find((one) => one.name === name);
  if (bundle === undefined) throw new Error(`There is no bundle ${name}.`);
  const home = mkdtempSync(join(tmpdir(), 'dossier-home-'));
  mkdirSync(join(home, '.aws'));
  for (const profile of ['default', 'admin']) {
    writeFileSync(join(home, '.aws', 'credentials'), `[${profile}]\naws_access_key_id = AKIDFILE\naws_secret_access_key = x\n`, {
      flag: 'a',
    });
  }
  const calls: Record<string, string | string[] | undefined>[] = [];
  const service = createServer((request, response) => {
    calls.push({ ...request.headers });
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end('{"__type":"ValidationException"}');
  });
  const url = await listenOnLoopback(service);
  const program = 'require(process.argv[1]).handler({}, { awsRequestId: "test" }).catch(() => {})';
  try {
    await promisify(execFile)(process.execPath, ['-e', program, join(bundle.folder, 'index.js')], {
      // Metadata services would be asked at the same address.
      env: {
        ...bundle.variables,
        ...credentials,
        HOME: home,
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL: url,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/credentials`,
      },
    });
    return calls;
  } finally {
    service.close();
    rmSync(home, { recursive: true, force: true });
  }
}
