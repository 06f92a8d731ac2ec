/** One thing to end, in the order in which they were added, last first. */
type Stopper = () => Promise<void> | void;

/** Signals that end the run (CONTRACT section 11). SIGHUP is a terminal that was closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds after which the run ends whatever is still open; CONTRACT section 11 allows 10 s. */
const patienceMs = 9_000;

/** What ends a run. */
export interface Ending {
  /** Whether it has begun to end; what is still starting stops at the next step. */
  readonly begun: boolean;
  /** Adds something to end; what was started last ends first. What is added when the end has begun ends at once. */
  add(stopper: Stopper): void;
  /** Ends everything that was added, once. */
  run(): Promise<void>;
}

/** Collects what has to be ended. A part that fails to end does not keep the others from ending. */
export function makeEnding(): Ending {
  const stoppers: Stopper[] = [];
  let running: Promise<void> | undefined;
  const end = async (stopper: Stopper) => {
    try {
      await stopper();
    } catch (error) {
      console.error(error);
    }
  };
  const runAll = async () => {
    for (let stopper = stoppers.pop(); stopper !== undefined; stopper = stoppers.pop()) {
      await end(stopper);
    }
  };
  return {
    get begun() {
      return running !== undefined;
    },
    add: (stopper) => {
      if (running === undefined) {
        stoppers.push(stopper);
      } else {
        void end(stopper);
      }
    },
    run: () => {
      running ??= runAll();
      return running;
    },
  };
}

/** Ends the process on a signal: the first lets everything finish, a second ends at once. */
export function endOnSignals(ending: Ending, say: (line: string) => void): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) {
      process.exit(1);
    }
    stopping = true;
    say(`Stopping on ${signal}; a second one ends at once.`);
    setTimeout(() => process.exit(0), patienceMs).unref();
    void ending.run().finally(() => {
      say('Stopped.');
      process.exit(0);
    });
  };
  for (const signal of signals) {
    process.on(signal, onSignal);
  }
}
