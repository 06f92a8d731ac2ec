import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunningProcess } from './run-process.ts';

/**
 * Waits until clamd answers. It does so only once its signatures are loaded, and doesn't start without any.
 * @throws {Error} when clamd ends first, or doesn't answer within `seconds`
 */
export async function waitForClamd(clamd: RunningProcess, socketPath: string, seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1_000;
  while (Date.now() < until) {
    if (clamd.hasEnded()) throw new Error('clamd ended before it answered.');
    if (await answersPing(socketPath)) return;
    await wait(50);
  }
  throw new Error(`clamd did not answer within ${seconds} seconds.`);
}

/** clamd(8): PING is answered with PONG; the `z` form ends both with NUL. */
function answersPing(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(socketPath, () => socket.write('zPING\0'));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('data', (data) => {
      answer += data.toString('latin1');
    });
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(answer === 'PONG\0'));
  });
}
