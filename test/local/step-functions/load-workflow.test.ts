import { describe, expect, it } from 'vitest';
import { functionArn, workflowSubstitutions } from '../../../local/settings/make-environment.ts';
import { loadWorkflow } from '../../../local/step-functions/load-workflow.ts';
import { workflowText } from './use-step-functions.ts';

describe('loading a workflow', () => {
  const change = (edit: (definition: Record<string, unknown>) => void) => {
    const definition = JSON.parse(workflowText);
    edit(definition);
    return () => loadWorkflow(JSON.stringify(definition), workflowSubstitutions);
  };

  it('refuses JSONata, which the engine would pass over without a word', () => {
    expect(change((definition) => Object.assign(definition, { QueryLanguage: 'JSONata' }))).toThrow(/uses QueryLanguage/);
    expect(change((definition) => Object.assign(definition, { Comment: '{% $x %}' }))).toThrow(/JSONata/);
  });

  it('refuses a substitution without a function, and broken JSON', () => {
    expect(() => loadWorkflow(workflowText, {})).toThrow(/CheckManualInputFunctionArn/);
    expect(() => loadWorkflow('{', workflowSubstitutions)).toThrow(/not valid JSON/);
  });

  it.each([
    ['a resource it does not know', { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', End: true }, /resource/],
    ['a wait without a timeout', { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', End: true }, /no timeout/],
    ['a heartbeat', { Type: 'Task', Resource: functionArn('x'), HeartbeatSeconds: 5, End: true }, /HeartbeatSeconds/],
    ['a Parallel state', { Type: 'Parallel', Branches: [], End: true }, /Parallel/],
  ])('refuses %s', (_, state, message) => {
    expect(() => loadWorkflow(JSON.stringify({ StartAt: 'A', States: { A: state } }), {})).toThrow(message);
  });
});
