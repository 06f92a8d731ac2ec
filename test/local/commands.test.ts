import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type Command, describeCommand, parseCommandLine } from '../../bin/command-line.ts';
import { projectRoot } from '../../bin/project-root.ts';

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')));

/** The scripts that run a program of this project, and those that run somebody else's. */
const own = Object.entries(scripts).flatMap(([name, line]) => {
  const file = /^(?:exec )?node (\S+\.ts)$/.exec(line)?.[1];
  return file === undefined ? [] : [{ name, file }];
});
const others = ['test', 'lint', 'format', 'typecheck'];

const call = (file: string, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...words], { cwd: projectRoot, encoding: 'utf8', timeout: 20_000 });
  return { status, stdout, stderr };
};

describe('every script of package.json', () => {
  it('is one of ours with a command line of its own, or runs another program', () => {
    expect([...own.map(({ name }) => name), ...others].sort()).toEqual(Object.keys(scripts).sort());
  });

  it.each(own)('$name says what it does, and names an option it does not know', ({ name, file }) => {
    const typed = name === 'start' ? 'npm start' : `npm run ${name}`;
    const help = call(file, '--help');
    expect({ status: help.status, stderr: help.stderr }).toEqual({ status: 0, stderr: '' });
    expect(help.stdout).toMatch(new RegExp(`^[A-Z].+\\.\\n\\n  ${typed}( -- \\[options\\])?\\n\\nOptions:\\n`, 's'));
    expect(call(file, '--nope=marker')).toEqual({
      status: 2,
      stdout: '',
      stderr: `${typed} has no option --nope; ${typed} -- --help lists what it takes.\n`,
    });
  });
});

describe('a command line', () => {
  const command: Command<{
    only: { type: 'string'; multiple: true; value: string; does: string };
    quick: { type: 'boolean'; does: string };
  }> = {
    call: 'npm run x',
    summary: 'Does x.',
    options: { only: { type: 'string', multiple: true, value: '<y>', does: 'does y alone' }, quick: { type: 'boolean', does: 'hurries' } },
    variables: { X_FOLDER: 'where x is' },
    notes: 'It needs z.',
  };

  it('gives the values of its options', () => {
    expect(parseCommandLine(command, [])).toEqual({ kind: 'run', values: {} });
    expect(parseCommandLine(command, ['--only', 'a', '--quick', '--only=b'])).toEqual({
      kind: 'run',
      values: { only: ['a', 'b'], quick: true },
    });
  });

  it.each([
    [['--quik'], 'npm run x has no option --quik'],
    [['-q'], 'npm run x has no option -q'],
    [['--constructor'], 'npm run x has no option --constructor'],
    [['--quick=marker'], '--quick takes no value'],
    [['--only'], '--only needs a value'],
    [['--only', '--quick'], '--only needs a value'],
    [['--quick', 'marker'], 'npm run x takes options only'],
    [['--', 'marker'], 'npm run x takes options only'],
  ])('is refused for %j', (words, fault) => {
    expect(parseCommandLine(command, words)).toEqual({ kind: 'wrong', fault });
  });

  it('is described by what the command says of itself', () => {
    expect(describeCommand(command)).toBe(`Does x.

  npm run x -- [options]

Options:
  --only <y>  does y alone
  --quick     hurries
  --help      prints this

Variables:
  X_FOLDER  where x is

It needs z.
`);
  });
});
