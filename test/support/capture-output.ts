import { vi } from 'vitest';

/** What a process printed, kept instead of shown. */
export interface CapturedOutput {
  text(): string;
  stop(): void;
}

/** Captures the console and both streams: the logger of the functions writes past the console that vitest puts in place. */
export function captureOutput(): CapturedOutput {
  const printed: string[] = [];
  const keep = (...words: unknown[]) => {
    printed.push(words.map((word) => (word instanceof Error ? describe(word) : String(word))).join(' '));
  };
  const spies = (['log', 'info', 'warn', 'error', 'debug', 'trace'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation(keep),
  );
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      keep(chunk);
      return true;
    }),
  );
  return {
    text: () => printed.join('\n'),
    stop: () => {
      for (const spy of [...spies, ...streams]) spy.mockRestore();
    },
  };
}

/** An error as `console.error` shows it: with its stack and its causes. */
function describe(error: Error): string {
  const cause = error.cause === undefined ? '' : ` [cause]: ${error.cause instanceof Error ? describe(error.cause) : String(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
