import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { runCdk } from './run-cdk.ts';
import { readStageOptions } from './stage-option.ts';
import { uploadPages } from './upload-pages.ts';

const help = `Deploys a stage into the AWS account that your credentials are for.

  npm run deploy -- --stage prod          shows what changes and asks before rights grow
  npm run deploy -- --stage prod --yes    asks nothing, for machines

Once for each account and region: npx cdk bootstrap. A stage with a scanner needs Docker, to build its image. docs/deploy.md says more,
with the rights it needs.`;

const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

const folder = mkdtempSync(join(tmpdir(), 'dossier-deploy-'));
try {
  const options = readStageOptions(process.argv.slice(2));
  if (options === undefined) console.log(help);
  else {
    const outputsFile = join(folder, 'outputs.json');
    const asking = options.yes ? 'never' : 'broadening';
    runCdk('deploy', `${options.stage}/*`, '-c', `stage=${options.stage}`, '--require-approval', asking, '--outputs-file', outputsFile);
    const outputs = outputsSchema.parse(JSON.parse(readFileSync(outputsFile, 'utf8')));
    const bucket = outputs[`dossier-${options.stage}-edge`]?.PagesBucket;
    if (bucket !== undefined) console.log(`The pages are in place: ${await uploadPages(bucket)} files.`);
    for (const name of ['PublicUrl', 'ApiUrl', 'TokenUrl', 'UserPoolId', 'ProgramsClientId', 'PeopleClientId']) {
      const value = Object.values(outputs).find((stack) => stack[name] !== undefined)?.[name];
      if (value !== undefined) console.log(`${name.padEnd(17)} ${value}`);
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
