import validate from 'asl-validator';
import { functions } from '../../contracts/functions.ts';
import { functionSubstitution, workflowErrors, workflowStates } from '../../contracts/workflow.ts';
import { type Definition, everyState, parseDefinition, type State } from './definition.ts';

/**
 * The error names AWS itself raises.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
const awsErrors = [
  'States.ALL',
  'States.DataLimitExceeded',
  'States.HeartbeatTimeout',
  'States.Permissions',
  'States.TaskFailed',
  'States.Timeout',
  'Lambda.AWSLambdaException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.SdkClientException',
  'Lambda.ServiceException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
];

/** What is wrong with a definition's text, as sentences: empty where everything holds that synth and AWS let through. */
export function faultsOf(text: string): readonly string[] {
  const definition = parseDefinition(text);
  return [
    ...unknownErrors(definition),
    ...substitutionFaults(text),
    ...missingTimeouts(definition),
    ...stateFaults(definition),
    ...otherLanguages(text),
    ...validatorFaults(text),
  ];
}

function unknownErrors(definition: Definition): readonly string[] {
  const known = new Set([...awsErrors, ...Object.values(workflowErrors)]);
  return everyState(definition).flatMap(([name, state]) =>
    [...(state.Retry ?? []), ...(state.Catch ?? [])]
      .flatMap((rule) => rule.ErrorEquals)
      .filter((error) => !known.has(error))
      .map((error) => `${name} names the error ${error}, which is neither ours nor AWS's.`),
  );
}

function substitutionFaults(text: string): readonly string[] {
  const used = new Set([...text.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name));
  const given = Object.entries(functions)
    .filter(([, { trigger }]) => trigger === 'workflow')
    .map(([name]) => functionSubstitution(name));
  return [
    ...[...used].filter((name) => !given.includes(name)).map((name) => `\${${name}} has no substitution.`),
    ...given.filter((name) => !used.has(name)).map((name) => `The substitution ${name} is used nowhere.`),
  ];
}

function missingTimeouts(definition: Definition): readonly string[] {
  const hasTimeout = (one: State) => one.TimeoutSeconds !== undefined || one.TimeoutSecondsPath !== undefined;
  return [
    ...(definition.TimeoutSeconds === undefined ? ['The workflow as a whole has no timeout.'] : []),
    ...everyState(definition)
      .filter(([, state]) => state.Type === 'Task' && !hasTimeout(state))
      .map(([name]) => `${name} has no timeout.`),
  ];
}

function stateFaults({ States }: Definition): readonly string[] {
  const names = Object.keys(States);
  return [
    ...workflowStates.filter((name) => !names.includes(name)).map((name) => `The state ${name} is missing.`),
    ...names
      .filter((name) => !workflowStates.some((known) => known === name))
      .map((name) => `contracts/workflow.ts knows no state ${name}.`),
  ];
}

/** The local interpreter ignores JSONata in silence, so there must be none: neither the word nor an expression of it. */
function otherLanguages(text: string): readonly string[] {
  return /JSONata|\{%/.test(text) ? ['The definition uses JSONata.'] : [];
}

function validatorFaults(text: string): readonly string[] {
  // The validator wants ARNs where the file has places for them.
  const filled = text.replaceAll(/\$\{[^}]*\}/g, 'arn:aws:lambda:eu-west-1:111122223333:function:any');
  const result = validate(JSON.parse(filled));
  return result.isValid ? [] : [`The validator refuses it: ${result.errorsText(' ')}`];
}
