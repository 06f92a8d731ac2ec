import type { Reporter, TestModule } from 'vitest/node';
import { leftOutSentences } from './needed-programs.ts';

/** Says what was left out, then prints one plain last line with the counts, for readers and programs that look for no more than that. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    let skipped = 0;
    for (const testModule of testModules) {
      failed += testModule.errors().length;
      // A hook that fails fails its suite, and the tests in it count as skipped.
      for (const suite of testModule.children.allSuites()) failed += suite.errors().length;
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped += 1;
      }
    }
    for (const sentence of leftOutSentences) process.stdout.write(`${sentence}\n`);
    process.stdout.write(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`);
  }
}
