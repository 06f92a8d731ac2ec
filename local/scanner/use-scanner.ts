import { settingVariable } from '../../contracts/setting-variable.ts';
import type { Settings } from '../../contracts/settings.ts';
import { startScanner } from '../../scanner/start-scanner.ts';
import type { Progress } from '../run/progress.ts';
import { StartError } from '../run/start-error.ts';
import type { Ending } from '../run/stop.ts';
import { keepScanner } from './keep-scanner.ts';

/**
 * Gives a run with scanning switched on a scanner: the one its settings name, or, where they name none for this run, one of
 * its own from Debian's packages.
 * @returns The settings' variables that lead to it; none where scanning is off or another scanner is named.
 * @throws StartError, with the sentence that says what to install, where there is none to start.
 */
export async function useScanner(
  settings: Settings,
  variables: NodeJS.ProcessEnv,
  ending: Ending,
  progress: Progress,
): Promise<Readonly<Record<string, string>>> {
  if (!settings.attachment_scanning.enabled) {
    progress.step('Files are not scanned for viruses (attachment_scanning.enabled is off).');
    return {};
  }
  const hostVariable = settingVariable('attachment_scanning.icap_host');
  if ((variables[hostVariable] ?? '') !== '') {
    progress.step('Files are scanned by the scanner the settings name.');
    return {};
  }
  const scanner = await startScanner().catch((error: unknown) => {
    throw new StartError(error instanceof Error ? error.message : 'The scanner did not start.');
  });
  void keepScanner(scanner, ending, progress);
  progress.step(
    scanner.signatures === 'freshclam'
      ? 'The scanner is ready, with freshclam’s signatures.'
      : 'The scanner is ready; it finds the EICAR test file ONLY: run freshclam for real signatures.',
  );
  return {
    [hostVariable]: scanner.host,
    [settingVariable('attachment_scanning.icap_port')]: String(scanner.port),
    [settingVariable('attachment_scanning.icap_service')]: scanner.service,
  };
}
