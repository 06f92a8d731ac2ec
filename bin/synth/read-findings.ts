import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** Something a rule found and nobody accepted. */
export interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly description: string;
  /** Where, as paths of constructs. */
  readonly constructs: readonly string[];
}

/** The part of CDK's validation report that is read here. */
const reportSchema = z.object({
  pluginReports: z.array(
    z.object({
      violations: z.array(
        z.object({
          ruleName: z.string(),
          severity: z.optional(z.string()),
          description: z.string(),
          violatingConstructs: z.array(z.object({ constructPath: z.optional(z.string()) })),
        }),
      ),
    }),
  ),
});

/**
 * Everything that any rule found in a synthesised assembly: cdk-nag, CloudFormation's schemas, and warnings of constructs.
 * @param outdir - the assembly's folder
 * @throws Error when there is no report, so that a synth nobody looked at never passes
 */
export function readFindings(outdir: string): readonly Finding[] {
  const report = reportSchema.parse(JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')));
  return report.pluginReports.flatMap(({ violations }) =>
    violations.map(({ ruleName, severity = 'error', description, violatingConstructs }) => ({
      rule: ruleName,
      severity,
      description,
      constructs: violatingConstructs.map(({ constructPath }) => constructPath ?? 'unknown'),
    })),
  );
}

/** Findings as lines to print. */
export function describeFindings(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return ['', 'No findings.'];
  return findings.flatMap(({ rule, severity, description, constructs }) => [
    '',
    `${severity} ${rule}: ${description}`,
    ...constructs.map((path) => `  at ${path}`),
  ]);
}
