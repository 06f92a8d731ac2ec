import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type Command, readCommandLine } from './command-line.ts';
import { runCdk } from './run-cdk.ts';
import { demandStage, stageOptions } from './stage-option.ts';
import { uploadPages } from './upload-pages.ts';

const command = {
  call: 'npm run deploy',
  summary: 'Deploys a stage into the AWS account that your credentials are for; shows what changes, and asks before rights grow.',
  options: stageOptions,
  notes: `Once for each account and region: npx cdk bootstrap. A stage with a scanner needs Docker, to build its image. docs/deploy.md says more,
with the rights it needs.`,
} as const satisfies Command;

const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));

const { stage: named, yes = false } = readCommandLine(command);
const stage = demandStage(command, named);
const folder = mkdtempSync(join(tmpdir(), 'dossier-deploy-'));
try {
  const outputsFile = join(folder, 'outputs.json');
  const asking = yes ? 'never' : 'broadening';
  runCdk('deploy', `${stage}/*`, '-c', `stage=${stage}`, '--require-approval', asking, '--outputs-file', outputsFile);
  const outputs = outputsSchema.parse(JSON.parse(readFileSync(outputsFile, 'utf8')));
  const bucket = outputs[`dossier-${stage}-edge`]?.PagesBucket;
  if (bucket !== undefined) console.log(`The pages are in place: ${await uploadPages(bucket)} files.`);
  for (const name of ['PublicUrl', 'ApiUrl', 'TokenUrl', 'UserPoolId', 'ProgramsClientId', 'PeopleClientId']) {
    const value = Object.values(outputs).find((stack) => stack[name] !== undefined)?.[name];
    if (value !== undefined) console.log(`${name.padEnd(17)} ${value}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
