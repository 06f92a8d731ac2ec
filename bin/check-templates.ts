import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommandLine } from './command-line.ts';
import { projectRoot } from './project-root.ts';
import { ensureTool } from './python/ensure-tool.ts';

readCommandLine({
  call: 'npm run check:templates',
  summary: 'Looks at the templates that npm run synth left in cdk.out, with cfn-lint, checkov and sam validate.',
  options: {},
  notes:
    'What they are not asked, and why: .cfnlintrc.yaml, .checkov.yaml, and the reasons beside the constructs. It needs python3 with venv.',
});

// sam looks for newer versions and keeps notes in the home folder; both are none of its business here.
const home = mkdtempSync(join(tmpdir(), 'dossier-check-'));
const environment = { ...process.env, HOME: home, SAM_CLI_TELEMETRY: '0', SAM_CLI_POLL_AWS: '0', AWS_DEFAULT_REGION: 'eu-central-1' };
try {
  const templates = templatesIn(join(projectRoot, 'cdk.out'));
  if (templates.length === 0) throw new Error('There are no templates in cdk.out: run npm run synth first.');
  run('cfn-lint', join(ensureTool('cfn-lint'), 'cfn-lint'), ['--config-file', '.cfnlintrc.yaml', '--', ...templates]);
  run('checkov', join(ensureTool('checkov'), 'checkov'), [
    '--config-file',
    '.checkov.yaml',
    ...templates.flatMap((file) => ['--file', file]),
  ]);
  const sam = join(ensureTool('sam'), 'sam');
  for (const template of templates) run('sam validate', sam, ['validate', '--template', template]);
  console.log(`cfn-lint, checkov and sam validate find nothing in ${templates.length} templates.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}

function templatesIn(folder: string): readonly string[] {
  const assemblies = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name.startsWith('assembly-'),
  );
  return assemblies.flatMap(({ name }) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith('.template.json'))
      .map((file) => join(folder, name, file))
      .sort(),
  );
}

/** Runs a tool, and shows what it printed only where it found something. */
function run(name: string, program: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: projectRoot,
    encoding: 'utf8',
    env: environment,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${name} finds:\n${stdout}\n${stderr}`);
}
