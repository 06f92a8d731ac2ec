/** Milliseconds `setTimeout` can wait; anything longer fires at once. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
export const longestTimeoutMs = 2 ** 31 - 1;

/**
 * Calls back after any number of milliseconds, also after those that `setTimeout` cannot hold.
 * @returns What ends the waiting.
 */
export function startLongTimer(milliseconds: number, callback: () => void): () => void {
  const due = Date.now() + milliseconds;
  let timer: NodeJS.Timeout;
  const leg = () => {
    const left = due - Date.now();
    timer = left > longestTimeoutMs ? setTimeout(leg, longestTimeoutMs) : setTimeout(callback, Math.max(left, 0));
  };
  leg();
  return () => clearTimeout(timer);
}
