import { expect } from 'vitest';
import * as z from 'zod/mini';
import { type ProblemCode, problems } from '../../../contracts/problems.ts';
import { type ProblemOut, problemOut } from '../../../contracts/schemas/problem.ts';
import type { Answer } from './send.ts';

/** Ends as a sentence does, and says more than a word. */
const sentence = /^\S.{10,}[.!]$/su;

/** Reads an answer that must be a problem of one code: every member, and the headers that belong to it (CONTRACT section 1). */
export function readProblem(answer: Answer, code: ProblemCode): ProblemOut {
  const { status, title } = problems[code];
  expect({ status: answer.status, text: answer.text }, 'the status that the code stands for').toMatchObject({ status });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const sent: unknown = JSON.parse(answer.text);
  const problem = problemOut.parse(sent);
  expect(problem).toMatchObject({ code, status, title });
  expect(problem.detail).toMatch(sentence);
  expect(problem.type).toMatch(new RegExp(`#${code.replace('.', '\\.')}$`));
  expect(problem.request_id).not.toBe('');
  for (const error of problem.errors ?? []) expect(error.msg).toMatch(sentence);
  if (code === 'request.invalid') expect(problem.errors?.length).toBeGreaterThan(0);
  if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^(Bearer|Basic)/);
  // Nothing but what the schema names.
  expect(sent).toEqual(problem);
  return problem;
}

/** Reads a problem of the token endpoint, which says RFC 6749's word for it too. */
export function readTokenProblem(answer: Answer, code: ProblemCode, error: string): ProblemOut {
  const { error: said, ...rest } = z.looseObject({ error: z.string() }).parse(JSON.parse(answer.text));
  expect(said).toBe(error);
  return readProblem({ ...answer, text: JSON.stringify(rest) }, code);
}
