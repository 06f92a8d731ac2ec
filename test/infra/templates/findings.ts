import { App, Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { describeFindings, readFindings } from '../../../bin/synth/read-findings.ts';
import { assemblyFolder } from '../synthesise.ts';
import { dev, prod } from './stages.ts';

describe('the rules of cdk-nag and CloudFormation', () => {
  it.each([prod, dev])('find nothing in $name', ({ outdir }) => {
    expect(readFindings(outdir)).toEqual([]);
  });

  it('find what is wrong, and it is printed with its place', () => {
    const outdir = assemblyFolder();
    const app = new App({ outdir, context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    new Bucket(new Stack(app, 'wrong'), 'open');
    app.synth();
    const findings = readFindings(outdir);
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['AwsSolutions-S1', 'AwsSolutions-S10']));
    expect(describeFindings(findings).join('\n')).toMatch(/error AwsSolutions-S10: .*\n {2}at wrong\/open\/Resource/);
  });

  it('find a warning of a construct too', () => {
    const outdir = assemblyFolder();
    const app = new App({
      outdir,
      context: { '@aws-cdk/core:failSynthOnValidationErrors': false, '@aws-cdk/core:annotationsInValidationReport': true },
    });
    Validations.of(new Bucket(new Stack(app, 'odd'), 'any')).addWarning('odd-thing', 'This is odd.');
    app.synth();
    expect(readFindings(outdir)).toMatchObject([{ severity: 'warning', description: 'This is odd.' }]);
  });

  it('are accepted with a reason, which stays in the template', () => {
    const accepted = z.looseObject({ cdk_nag: z.object({ rules_to_suppress: z.array(z.object({ id: z.string(), reason: z.string() })) }) });
    const reasons = prod.resources.flatMap(({ metadata }) => {
      const parsed = accepted.safeParse(metadata);
      return parsed.success ? parsed.data.cdk_nag.rules_to_suppress : [];
    });
    expect(reasons.length).toBeGreaterThan(5);
    for (const { id, reason } of reasons) expect(reason.length, id).toBeGreaterThan(40);
  });
});
