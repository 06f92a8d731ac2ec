import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DossierApp } from '../lib/dossier-app.ts';
import { readCommandLine } from './command-line.ts';
import { projectRoot } from './project-root.ts';
import { describeBundles, describeTemplates } from './synth/describe-assembly.ts';
import { describeFindings, readFindings } from './synth/read-findings.ts';

readCommandLine({
  call: 'npm run synth',
  summary: 'Makes the CloudFormation templates of every stage in cdk.out, and has cdk-nag and CloudFormation’s own rules look at them.',
  options: {},
  notes: 'It ends with 1 on any error, warning or finding that nobody accepted with a reason.',
});

const outdir = join(projectRoot, 'cdk.out');
try {
  rmSync(outdir, { recursive: true, force: true });
  // The report is read below, so that findings and warnings are treated alike.
  const app = new DossierApp({ projectRoot, app: { outdir, context: { '@aws-cdk/core:failSynthOnValidationErrors': false } } });
  const assembly = app.synth();
  for (const line of [...describeTemplates(assembly), ...describeBundles(assembly)]) console.log(line);
  const findings = readFindings(outdir);
  for (const line of describeFindings(findings)) console.log(line);
  if (findings.length > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
