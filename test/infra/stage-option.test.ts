import { describe, expect, it } from 'vitest';
import { readStageOptions } from '../../bin/stage-option.ts';

describe('the command line of deploy and destroy', () => {
  it('names the stage, and may say that nobody is there to answer', () => {
    expect(readStageOptions(['--stage', 'prod'])).toEqual({ stage: 'prod', yes: false });
    expect(readStageOptions(['--yes', '--stage', 'dev'])).toEqual({ stage: 'dev', yes: true });
    expect(readStageOptions(['--help'])).toBe(undefined);
  });

  it.each([
    [[], 'Say which stage: --stage <name>, one of dev, prod, local-emulator.'],
    [['--stage'], 'Say which stage: --stage <name>, one of dev, prod, local-emulator.'],
    [['--stage', 'production'], 'There is no such stage; the stages are dev, prod, local-emulator.'],
    [['prod'], 'There is no such option; see --help.'],
  ])('is refused with one sentence otherwise: %j', (words, sentence) => {
    expect(() => readStageOptions(words)).toThrow(new Error(sentence));
  });
});
