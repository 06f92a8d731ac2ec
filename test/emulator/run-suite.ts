import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { checkAuthorizer } from './check-authorizer.ts';
import { leftOutCases } from './left-out-cases.ts';

/** What the suite is run against. */
export interface SuiteTarget {
  readonly projectRoot: string;
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const reportSchema = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
});

/**
 * Runs the black-box tests of the HTTP contract against a deployed Dossier, but for those that an emulator can't pass, and says how
 * many ran and which were left out, each with the reason.
 * @returns whether all that ran passed, every case that is left out exists, and the authorizer lets nobody in who shouldn't be
 */
export async function runSuite(target: SuiteTarget): Promise<boolean> {
  const { projectRoot, baseUrl, clientId, clientSecret } = target;
  const folder = await mkdtemp(join(tmpdir(), 'dossier-suite-'));
  const report = join(folder, 'report.json');
  const args = [
    'run',
    '--config',
    'test/http/vitest.config.ts',
    '--project',
    'http',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  const child = spawn(join(projectRoot, 'node_modules/.bin/vitest'), [...args, '--testNamePattern', patternWithout(leftOutCases)], {
    cwd: projectRoot,
    env: { ...process.env, DOSSIER_TEST_BASE_URL: baseUrl, DOSSIER_TEST_CLIENT_ID: clientId, DOSSIER_TEST_CLIENT_SECRET: clientSecret },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const all = reportSchema
    .parse(JSON.parse(await readFile(report, 'utf8')))
    .testResults.flatMap(({ assertionResults }) => assertionResults);
  await rm(folder, { recursive: true, force: true });
  const authorizer = await checkAuthorizer(target);
  const count = (wanted: string) => all.filter(({ status: had }) => had === wanted).length;
  console.log(`\nOn the emulator: ${count('passed')} cases passed, ${count('failed')} failed.`);
  console.log(`The authorizer: ${authorizer.calls} calls, ${authorizer.faults.length} answered wrongly.`);
  for (const fault of authorizer.faults) console.log(`  ${fault}`);
  let allExist = true;
  for (const { reason, cases } of leftOutCases) {
    console.log(`Left out: ${reason}`);
    for (const name of cases) {
      const matching = all.filter(({ fullName }) => fullName.includes(name)).length;
      console.log(`  ${matching} × ${name}`);
      allExist &&= matching > 0;
    }
  }
  return status === 0 && allExist && authorizer.faults.length === 0;
}

/** A pattern for all names but those that hold one of these. */
function patternWithout(leftOut: typeof leftOutCases): string {
  const escaped = leftOut.flatMap(({ cases }) => cases).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // Between a suite and its test stands a space in the report and an arrow in what the pattern is held against.
  const names = escaped.map((name) => name.replaceAll(' ', '(?: > | )'));
  return names.length === 0 ? '.*' : `^(?!.*(?:${names.join('|')}))`;
}
