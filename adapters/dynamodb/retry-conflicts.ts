import { isTransactionConflict } from './errors.ts';

/** Tries of a transaction; together they wait at most about 0.8 s, well inside a call's time. */
const tries = 6;

/** Milliseconds before the second try; doubled for each further one, with a random part so that rivals do not meet again. */
const firstPauseMilliseconds = 10;

/**
 * Repeats a transaction that met another one on the same item. The SDK repeats throttling, but not this.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html "Transaction conflict"
 */
export async function retryConflicts<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt === tries || !isTransactionConflict(error)) throw error;
      const pause = firstPauseMilliseconds * 2 ** attempt * (0.5 + Math.random() / 2);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
