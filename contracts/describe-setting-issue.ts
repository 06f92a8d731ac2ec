import type * as z from 'zod/mini';
import { settingPrefix } from './setting-variable.ts';

const kinds: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a whole number',
  string: 'text',
  object: 'a group of settings',
};

/**
 * Says in one sentence what is wrong with a setting, without the value it has.
 * @param issue - What zod found; absent when zod names nothing.
 */
export function describeSettingIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) {
    return 'config/dossier.json is not valid.';
  }
  const place = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return `${[...place, issue.keys[0]].join('.')} in config/dossier.json is no setting of Dossier.`;
  }
  const name = place.length === 2 ? `${place.join('.')} (${settingPrefix}${place.join('__').toUpperCase()})` : place.join('.');
  return `The setting ${name} is not valid: it must be ${wanted(issue)}.`;
}

function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? 'of another kind';
    case 'too_small':
      return issue.origin === 'string' ? 'text that is not empty' : `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    case 'invalid_format':
      return 'made of letters, digits, and the marks that are allowed there';
    default:
      return 'what config/dossier.json shows';
  }
}
