import { createWriteStream, renameSync } from 'node:fs';
import { join } from 'node:path';

/** Tells the person at the terminal how the start goes. */
export interface Progress {
  /** Says one line, with the seconds since the start in front. */
  step(line: string): void;
  /** Says one line as it is. */
  say(line: string): void;
  /** Says one line on stderr. */
  complain(line: string): void;
}

/** Progress that knows where everything else went. */
export interface LoggedProgress extends Progress {
  readonly logFile: string;
}

/**
 * Lines for the terminal, and everything else for the log.
 *
 * Functions log JSON to stdout, as they do in Lambda, and libraries print warnings. Both go to `<folder>/dossier.log`
 * (the log of the run before is kept as `dossier.log.old`), so that the terminal shows the few lines a person reads.
 *
 * @param folder - The data folder; it exists.
 * @param startedAt - Milliseconds as `performance.now()` gives them.
 */
export function openProgress(folder: string, startedAt: number): LoggedProgress {
  const logFile = join(folder, 'dossier.log');
  try {
    renameSync(logFile, `${logFile}.old`);
  } catch {
    // There is no log of an earlier run.
  }
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const toTerminal = process.stdout.write.bind(process.stdout);
  const toTerminalAsError = process.stderr.write.bind(process.stderr);
  // A terminal that was closed, or a full disk, is no reason to end what runs.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  log.on('error', () => {});
  // Powertools makes its own Console over these streams, so the streams are the one place that catches every writer.
  process.stdout.write = log.write.bind(log);
  process.stderr.write = log.write.bind(log);
  return {
    logFile,
    step: (line) => void toTerminal(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${line}\n`),
    say: (line) => void toTerminal(`${line}\n`),
    complain: (line) => void toTerminalAsError(`${line}\n`),
  };
}
