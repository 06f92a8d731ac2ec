import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functions } from '../../contracts/functions.ts';
import { faultsOf } from './check-definition.ts';
import { everyState, parseDefinition, readDefinition, type State } from './definition.ts';

const text = readDefinition();

/** The file with one change, which must be there to be made. */
function broken(from: string | RegExp, to: string): string {
  const copy = text.replace(from, to);
  expect(copy).not.toBe(text);
  return copy;
}

describe('the workflow’s definition', () => {
  it('has no fault', () => {
    expect(faultsOf(text)).toEqual([]);
  });

  it('is refused with an error name that nobody raises', () => {
    expect(faultsOf(broken('"RequestClosed"', '"RequestClose"'))).toEqual([
      "CheckManualInput names the error RequestClose, which is neither ours nor AWS's.",
    ]);
    expect(faultsOf(broken('Lambda.ServiceException', 'Lambda.ServiceExeption'))).toHaveLength(1);
  });

  it('is refused with such a name inside the Map', () => {
    const at = text.indexOf('"CollectSource"');
    const copy = text.slice(0, at) + text.slice(at).replace('"TryAgain"', '"TryAgian"');
    expect(faultsOf(copy)).toEqual(["CollectSource names the error TryAgian, which is neither ours nor AWS's."]);
  });

  it('is refused with a name that has no substitution, and with a substitution that is used nowhere', () => {
    expect(faultsOf(broken('BuildPackageFunctionArn', 'BuildPakageFunctionArn'))).toEqual([
      `\${BuildPakageFunctionArn} has no substitution.`,
      'The substitution BuildPackageFunctionArn is used nowhere.',
    ]);
  });

  it('is refused when a Task, a wait for a token or the whole has no timeout', () => {
    expect(faultsOf(broken(/"TimeoutSeconds": 60,/, ''))).toEqual(['CheckManualInput has no timeout.']);
    expect(faultsOf(broken('"TimeoutSecondsPath": "$.wait_seconds",', ''))).toEqual(['RequiresInput has no timeout.']);
    expect(faultsOf(broken(/"TimeoutSeconds": 31536000,/, ''))).toEqual(['The workflow as a whole has no timeout.']);
  });

  it('is refused when its states are not those of the contract', () => {
    expect(faultsOf(broken(/"Closed"/g, '"Ended"'))).toEqual([
      'The state Closed is missing.',
      'contracts/workflow.ts knows no state Ended.',
    ]);
  });

  it('is refused with JSONata in it', () => {
    expect(faultsOf(broken('"StartAt"', '"QueryLanguage": "JSONata", "StartAt"'))).toContain('The definition uses JSONata.');
    expect(faultsOf(broken('"$.sources"', '"{% $states.input.sources %}"'))).toContain('The definition uses JSONata.');
  });

  it('is refused by the validator when a state leads nowhere', () => {
    const faults = faultsOf(broken('"Next": "IsManualInputMissing"', '"Next": "IsNothingMissing"'));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^The validator refuses it: .*MISSING_TRANSITION_TARGET/);
  });
});

/** Seconds between attempts, as Step Functions counts them: each is the one before times the rate, up to the longest. */
function pausesOf({ Retry = [] }: State): readonly number[] {
  const [rule] = Retry;
  if (rule === undefined) return [];
  const { IntervalSeconds = 1, BackoffRate = 2, MaxAttempts = 3, MaxDelaySeconds = Number.POSITIVE_INFINITY } = rule;
  return Array.from({ length: MaxAttempts }, (_, n) => Math.min(IntervalSeconds * BackoffRate ** n, MaxDelaySeconds));
}

describe('the workflow’s page', () => {
  const page = readFileSync(new URL('../../statemachines/privacy-request.md', import.meta.url), 'utf8');
  const tasks = everyState(parseDefinition(text)).filter(([, { Type }]) => Type === 'Task');

  it.each(tasks)('gives the timeout and the sum of the pauses of %s as the definition has them', (name, state) => {
    const pauses = pausesOf(state);
    const sum = pauses.reduce((total, pause) => total + pause, 0);
    const timeout = state.TimeoutSeconds === undefined ? '`$.wait_seconds`' : `${state.TimeoutSeconds} s`;
    expect(page).toContain(`| ${name} | ${timeout} | ${pauses.join(' + ')} = ${sum} s |`);
  });

  it('gives the longest time of every Task that waits for no person', () => {
    for (const [name, state] of tasks.filter(([, { TimeoutSeconds }]) => TimeoutSeconds !== undefined)) {
      const pauses = pausesOf(state);
      const sum = pauses.reduce((total, pause) => total + pause, 0);
      const { TimeoutSeconds = 0 } = state;
      const attempts = pauses.length + 1;
      const longest = attempts * TimeoutSeconds + sum;
      expect(page, name).toContain(`${attempts} × ${TimeoutSeconds} s + ${sum} s = ${longest} s (${(longest / 3600).toFixed(2)} h)`);
    }
  });

  it('is right that every function gives up before its state does', () => {
    const resources = new Map(tasks.map(([, state]) => [state.Resource, state.TimeoutSeconds]));
    for (const [name, spec] of Object.entries(functions).filter(([, { trigger }]) => trigger === 'workflow')) {
      const pascal = name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
      const timeout = resources.get(`\${${pascal}FunctionArn}`);
      if (timeout !== undefined) expect(timeout, name).toBeGreaterThan(spec.timeoutSeconds);
    }
  });
});
