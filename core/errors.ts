import type { FieldProblem, ProblemCode } from '../contracts/problems.ts';

/** More about an error, for the answer. Never a value that was sent. */
export interface AppErrorDetails {
  readonly errors?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
  /** Further members of the answer, such as RFC 6749's `error`. */
  readonly members?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * An outcome the caller has to hear of: a stable code and a sentence that is safe to show.
 * @see contracts/problems.ts for what each code means
 */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly FieldProblem[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly members: Readonly<Record<string, string>> | undefined;

  constructor(code: ProblemCode, sentence: string, details: AppErrorDetails = {}) {
    super(sentence, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.errors = details.errors;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.members = details.members;
  }
}
