import { type RunningScanner, startScanner } from '../../scanner/start-scanner.ts';
import type { Progress } from '../run/progress.ts';
import type { Ending } from '../run/stop.ts';

/**
 * Starts a scanner anew, on its own port, each time it ends before the run does, as ECS replaces a task. Uploads are 503 meanwhile.
 * One that does not come up again is not tried a second time.
 */
export async function keepScanner(first: RunningScanner, ending: Ending, progress: Progress): Promise<void> {
  let scanner = first;
  ending.add(() => scanner.stop());
  for (;;) {
    await scanner.ended;
    if (ending.begun) return;
    progress.complain('The virus scanner has ended; uploads are refused until it is there again.');
    try {
      scanner = await startScanner({ port: first.port });
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'Its processes ended.';
      progress.complain(`The virus scanner could not be started again. ${reason} Uploads are refused until Dossier is started anew.`);
      return;
    }
    if (ending.begun) {
      await scanner.stop();
      return;
    }
    progress.step('The virus scanner is there again.');
  }
}
