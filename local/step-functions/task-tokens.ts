import { randomBytes } from 'node:crypto';
import { ServiceError } from '../aws-json/service-error.ts';

/** How a waiting task ended. */
export type TaskAnswer = { readonly output: unknown } | { readonly error: string; readonly cause: string };

/** What every token of ours looks like: one that does not is malformed and was never issued, by this run or an earlier one. */
const shape = /^TASK[A-Za-z0-9_-]{128}$/;

/** Tokens of tasks that wait: each is good for one answer (DESIGN section 2, tokens for callbacks). */
export class TaskTokens {
  readonly #waiting = new Map<string, (answer: TaskAnswer) => void>();
  readonly #closed = new Set<string>();

  /** Issues a fresh token; `settle` hears the one answer it brings. */
  issue(settle: (answer: TaskAnswer) => void): string {
    const token = `TASK${randomBytes(96).toString('base64url')}`;
    this.#waiting.set(token, settle);
    return token;
  }

  /** Closes a token whose task ended in another way: it failed, ran out of time, or its execution ended. */
  close(token: string): void {
    if (this.#waiting.delete(token)) {
      this.#closed.add(token);
    }
  }

  /**
   * Takes an answer.
   * @throws {@link ServiceError} `TaskTimedOut` for a token that was used or whose task ended, `TaskDoesNotExist` for one that
   * this run never issued, `InvalidToken` for one that is malformed.
   */
  answer(token: string, answer: TaskAnswer): void {
    const settle = this.#waiting.get(token);
    if (settle === undefined) {
      throw this.#refusal(token);
    }
    this.close(token);
    settle(answer);
  }

  /**
   * Checks that a token's task still waits.
   * @throws {@link ServiceError} as {@link TaskTokens.answer} does.
   */
  check(token: string): void {
    if (!this.#waiting.has(token)) {
      throw this.#refusal(token);
    }
  }

  #refusal(token: string): ServiceError {
    if (this.#closed.has(token)) {
      return new ServiceError('TaskTimedOut', 'The task has expired or was closed already.');
    }
    return shape.test(token)
      ? new ServiceError('TaskDoesNotExist', 'There is no such task.')
      : new ServiceError('InvalidToken', 'The task token is not valid.');
  }
}
