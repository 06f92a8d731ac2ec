import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type Command, parseCommandLine } from '../../bin/command-line.ts';
import { projectRoot } from '../../bin/project-root.ts';
import { demandStage, stageOptions } from '../../bin/stage-option.ts';

const command: Command<typeof stageOptions> = { call: 'npm run deploy', summary: 'Deploys.', options: stageOptions };

describe('the command line of deploy and destroy', () => {
  it('names the stage, and may say that nobody is there to answer', () => {
    expect(parseCommandLine(command, ['--stage', 'prod'])).toEqual({ kind: 'run', values: { stage: 'prod' } });
    expect(parseCommandLine(command, ['--yes', '--stage', 'dev'])).toEqual({ kind: 'run', values: { stage: 'dev', yes: true } });
    expect(demandStage(command, 'prod')).toBe('prod');
    expect(parseCommandLine(command, ['--stage', 'prod', '--help'])).toEqual({ kind: 'help' });
  });

  it.each([
    [[], 'Say which stage by --stage, one of dev, prod, local-emulator'],
    [['--stage'], '--stage needs a value'],
    [['--stage', '--yes'], '--stage needs a value'],
    [['--stage', 'production'], 'Say which stage by --stage, one of dev, prod, local-emulator'],
    [['prod'], 'npm run destroy takes options only'],
    [['--stage', 'prod', '--force'], 'npm run destroy has no option --force'],
  ])('is refused with one sentence otherwise: %j', (words, fault) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/destroy.ts', ...words], { cwd: projectRoot, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `${fault}; npm run destroy -- --help lists what it takes.\n`,
    });
  });
});
