import type * as z from 'zod/mini';
import type { FieldProblem } from '../../contracts/problems.ts';

type Issue = z.core.$ZodIssue;

/** Issues told in one answer; more help nobody. */
const mostIssues = 50;

/** Characters of a key that is named; a text of any length can stand where a key belongs. */
const namedCharacters = 100;

/**
 * Says in sentences what is wrong with a part of a request. Keys and allowed values are named; a value that was sent never is.
 * @param part - Where the issues lie: `body`, `query` or `header`.
 * @param issues - With what was sent at each place (`reportInput`).
 */
export function describeIssues(part: 'body' | 'query' | 'header', issues: readonly Issue[]): readonly FieldProblem[] {
  return issues
    .flatMap((issue) => flatten(issue))
    .slice(0, mostIssues)
    .map((issue) => ({ loc: [part, ...issue.path.map(toPlace)], ...describe(issue) }));
}

/** Of a union, the branch that came furthest is the one that was meant; where none came anywhere, its kinds are told together. */
function flatten(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0 || kindsOf(issue).length === issue.errors.length) return [issue];
  const depth = (branch: readonly Issue[]) =>
    Math.max(...branch.map((inner) => inner.path.length * 2 + (inner.code === 'invalid_type' ? 0 : 1)), 0);
  const [meant = []] = [...issue.errors].sort((a, b) => depth(b) - depth(a));
  return meant.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

function toPlace(step: PropertyKey): string | number {
  return typeof step === 'number' ? step : String(step).slice(0, namedCharacters);
}

function describe(issue: Issue): { readonly msg: string; readonly type: string } {
  switch (issue.code) {
    case 'invalid_type':
      return unfit(issue, article(issue.expected), 'wrong_type');
    case 'invalid_union':
      return unfit(issue, [...new Set(kindsOf(issue).map(article))].join(' or ') || 'of another kind', 'wrong_type');
    case 'too_big':
      return {
        msg: `This can ${measure(issue.origin, 'at most', Number(issue.maximum))}.`,
        type: wordFor(issue.origin, ['too_many', 'too_long', 'too_large']),
      };
    case 'too_small':
      return {
        msg: `This must ${measure(issue.origin, 'at least', Number(issue.minimum))}.`,
        type: wordFor(issue.origin, ['too_few', 'too_short', 'too_small']),
      };
    case 'invalid_value':
      return unfit(issue, `one of: ${issue.values.map(String).join(', ')}`, 'not_allowed');
    case 'unrecognized_keys':
      return {
        msg: `Unknown here: ${issue.keys
          .slice(0, mostIssues)
          .map((key) => `'${key.slice(0, namedCharacters)}'`)
          .join(', ')}.`,
        type: 'unknown_key',
      };
    case 'invalid_format':
      return {
        msg:
          issue.format === 'datetime'
            ? 'This must be a moment in UTC, such as 2026-11-21T09:00:00Z.'
            : 'This is not written as it must be.',
        type: 'wrong_format',
      };
    case 'invalid_key':
      return { msg: 'A key here can hold letters, digits, "_", "." and "-" only.', type: 'wrong_key' };
    default:
      return { msg: 'This is not valid.', type: 'invalid' };
  }
}

/** What a place must be; one where nothing was sent is said to be missing. */
function unfit(issue: Issue, wanted: string, type: string): { readonly msg: string; readonly type: string } {
  if (issue.input === undefined && issue.path.length > 0) return { msg: `This is missing; it must be ${wanted}.`, type: 'missing' };
  return { msg: `This must be ${wanted}.`, type };
}

/** The kinds that the branches of a union want of the place itself. */
function kindsOf(union: Extract<Issue, { code: 'invalid_union' }>): readonly string[] {
  return union.errors.flatMap(([only, ...others]) =>
    only?.code === 'invalid_type' && only.path.length === 0 && others.length === 0 ? [only.expected] : [],
  );
}

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  record: 'an object',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function article(kind: string): string {
  return kinds[kind] ?? 'of another kind';
}

function measure(origin: string, bound: string, count: number): string {
  const amount = count.toLocaleString('en');
  if (origin === 'array') return `hold ${bound} ${amount} ${count === 1 ? 'item' : 'items'}`;
  if (origin === 'string') return `have ${bound} ${amount} ${count === 1 ? 'character' : 'characters'}`;
  return `be ${bound} ${amount}`;
}

/** The word for a list, a text or a number out of bounds. */
function wordFor(origin: string, [list, text, number]: readonly [list: string, text: string, number: string]): string {
  if (origin === 'array') return list;
  return origin === 'string' ? text : number;
}
