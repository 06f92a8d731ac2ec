import { useState } from 'preact/hooks';
import type { Problem } from '../../client/problem.ts';
import { toProblem } from './use-answer.ts';

/** Something a person does that takes a while: one at a time, and what went wrong is kept to be shown. */
export function useAction() {
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  async function run(action: () => Promise<void>): Promise<void> {
    if (running) return;
    setRunning(true);
    setProblem(undefined);
    try {
      await action();
    } catch (error) {
      setProblem(toProblem(error));
    }
    setRunning(false);
  }
  return { running, problem, run, clear: () => setProblem(undefined) };
}
