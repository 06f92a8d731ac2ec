import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { functions } from '../../contracts/functions.ts';
import { DossierApp } from '../../lib/dossier-app.ts';
import { stages } from '../../lib/stages.ts';
import { assemblyFolder, projectRoot, resourcesOf } from './synthesise.ts';

const functionSchema = z.object({
  FunctionName: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

/** Bytes of a bundle at most: the largest has 870 KiB, and one that jumps past this has taken in a library it should not load. */
const bundleBytes = 1024 * 1024;

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
});
