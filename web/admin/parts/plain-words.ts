import type { Problem } from '../../client/problem.ts';
import { statusNames } from './status-names.ts';

/** Refusals that the service tells in words for programs. */
const sentences: Readonly<Partial<Record<Problem['code'], string>>> = {
  'auth.scope_missing': 'Your login does not allow this.',
  'auth.token_missing': 'Your login has ended. Log in again.',
  'auth.token_invalid': 'Your login has ended. Log in again.',
};

/** A refusal in a sentence. Where places are named, they say what is wrong, and the sentence only leads to them. */
export function writeProblem({ code, message, errors }: Pick<Problem, 'code' | 'message' | 'errors'>): string {
  if (errors.length > 0) return 'This does not fit yet:';
  return sentences[code] ?? nameStatuses(message);
}

/** What those who run the service look for: the code, and the places as programs name them. Nothing where the service did not answer. */
export function writeSupportCode({ code, errors }: Pick<Problem, 'code' | 'errors'>): string {
  if (code === 'unknown' || code === 'unreachable') return '';
  return [code, ...errors.map(({ loc }) => loc.join('.'))].join(', ');
}

const statuses: Readonly<Record<string, string>> = statusNames;

/** A sentence of the service with a request's status as people call it. */
export function nameStatuses(sentence: string): string {
  return sentence.replace(/\b(status (?:is )?)([a-z_]+)/g, (whole, before: string, status: string) => {
    const name = Object.hasOwn(statuses, status) ? statuses[status] : undefined;
    return name === undefined ? whole : `${before}“${name}”`;
  });
}

/** What Dossier itself says of its processing, without the words of those who built it. A code in it stays, for support. */
export function plainCause(sentence: string): string {
  return sentence.replace(/\bworkflow\b/gi, 'processing').replace(/\bexecution\b/gi, 'run');
}

/** The parts of a body as this page calls them. */
const placeNames: Readonly<Record<string, string>> = {
  action_type: 'what it does',
  actions: 'form',
  allowed_file_types: 'accepted types',
  connection_type: 'type',
  created_gt: 'received from',
  created_lt: 'received to',
  custom_privacy_request_fields: 'field',
  default_value: 'default',
  dsr_package_label: 'label',
  execution_timeframe_days: 'days to answer',
  field_type: 'kind',
  fields: 'field',
  identity: 'person',
  identity_inputs: 'who people say they are',
  max_size_bytes: 'largest file',
  options: 'option',
  pii_field: 'question',
  policy_key: 'policy',
  properties: 'property',
  property_id: 'property',
  request_ids: 'request',
};

/** Where something is wrong, such as “Field 2, label”; empty where it is the whole. A name that people gave stays as it is. */
export function namePlace([, ...steps]: readonly (string | number)[]): string {
  const words: string[] = [];
  steps.forEach((step, index) => {
    const before = steps[index - 1];
    if (before === 'custom_privacy_request_fields') words.push(`${words.pop() ?? ''} “${step}”`);
    else if (typeof step === 'string') words.push(nameStep(step, words.length === 0));
    // A list that has no name holds the one thing this page sent.
    else if (typeof before === 'string') words.push(`${words.pop() ?? ''} ${step + 1}`);
  });
  return words.join(', ');
}

function nameStep(step: string, first: boolean): string {
  const name = Object.hasOwn(placeNames, step) ? placeNames[step] : undefined;
  if (name === undefined) return step;
  return first ? `${name.slice(0, 1).toUpperCase()}${name.slice(1)}` : name;
}
