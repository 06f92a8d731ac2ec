import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A daemon we started. */
export interface RunningProcess {
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  /** Asks it and its children to end, and makes them after five seconds. */
  stop(): Promise<void>;
  /** Ends it and its children at once. For the last moment of this process, when nothing can be awaited. */
  kill(): void;
}

const graceMs = 5_000;

/**
 * Starts a daemon in a process group of its own, so that its children can be ended with it, stopped or not.
 * @param log the file its output goes to
 * @throws {Error} when it can't be started
 */
export async function runProcess(command: string, args: readonly string[], log: string): Promise<RunningProcess> {
  const output = openSync(log, 'a');
  const child = spawn(command, args, { detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  let over = false;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      over = true;
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  if (child.pid === undefined) throw new Error('The daemon has no process id.');
  const pid: number = child.pid;

  function signalGroup(signal: NodeJS.Signals): void {
    try {
      process.kill(-pid, signal);
    } catch {
      // The group is gone already, which is what is wanted.
    }
  }

  async function stop(): Promise<void> {
    signalGroup('SIGTERM');
    // A stopped process gets its SIGTERM only when it goes on.
    signalGroup('SIGCONT');
    const timer = new AbortController();
    await Promise.race([ended, wait(graceMs, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
    signalGroup('SIGKILL');
    await ended;
  }

  return { pid, ended, hasEnded: () => over, stop, kill: () => signalGroup('SIGKILL') };
}
