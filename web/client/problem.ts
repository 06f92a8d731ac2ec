import type { FieldProblem, ProblemCode } from '../../contracts/problems.ts';

/** A refusal of the service (RFC 9457), or its silence. */
export class Problem extends Error {
  /** A stable code; `unreachable` where no answer came. */
  readonly code: ProblemCode | 'unreachable' | 'unknown';
  /** 0 where no answer came. */
  readonly status: number;
  /** Seconds to wait, where the answer says so. */
  readonly retryAfterSeconds: number | undefined;
  readonly errors: readonly FieldProblem[];

  constructor(code: Problem['code'], status: number, detail: string, retryAfterSeconds?: number, errors: readonly FieldProblem[] = []) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.errors = errors;
  }
}

/** No answer came: the network is gone, or the service is. */
export function unreachable(): Problem {
  return new Problem('unreachable', 0, 'The service could not be reached.');
}

/**
 * Reads a refusal.
 * @param text - the body as it came; one that is no problem document is told by its status alone
 * @param retryAfter - the header of that name
 */
export function readProblem(status: number, text: string, retryAfter: string | null): Problem {
  const seconds = retryAfter === null || !/^\d+$/.test(retryAfter) ? undefined : Number(retryAfter);
  const body = parseJson(text);
  if (!isProblemBody(body)) return new Problem('unknown', status, `The service answered ${status}.`, seconds);
  return new Problem(body.code, status, body.detail, seconds, body.errors ?? []);
}

interface ProblemBody {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
}

/** Codes this page does not know yet are still shown by their detail, so the code's own set is not checked. */
function isProblemBody(body: unknown): body is ProblemBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'detail' in body &&
    typeof body.detail === 'string'
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
