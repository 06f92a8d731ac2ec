/** Something that is done again and again. */
export interface Schedule {
  /** Ends it; a pass that is under way ends by itself. */
  stop(): void;
}

/**
 * Does something every so often. The next pass is timed from the end of the one before, so that two never run at once.
 * @param intervalSeconds - Seconds between two passes; the first comes after one interval.
 * @param pass - Never throws; it says by itself what failed.
 */
export function runEvery(intervalSeconds: number, pass: () => Promise<void>): Schedule {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const next = () => {
    if (!stopped) {
      timer = setTimeout(() => void pass().finally(next), intervalSeconds * 1000);
    }
  };
  next();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
