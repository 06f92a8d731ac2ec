import { describe, expect, it } from 'vitest';
import { TaskTokens } from '../../../local/step-functions/task-tokens.ts';

describe('a token', () => {
  it('takes one answer, however close the second comes', () => {
    const tokens = new TaskTokens();
    const answers: unknown[] = [];
    const issued = tokens.issue((answer) => answers.push(answer));
    tokens.answer(issued, { output: 1 });
    expect(() => tokens.answer(issued, { output: 2 })).toThrow(expect.objectContaining({ type: 'TaskTimedOut' }));
    expect(() => tokens.check(issued)).toThrow(expect.objectContaining({ type: 'TaskTimedOut' }));
    expect(answers).toEqual([{ output: 1 }]);
  });
});
