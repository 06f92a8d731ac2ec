import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createIcapScanner } from '../../adapters/icap/icap-scanner.ts';
import type { AttachmentScanner } from '../../core/attachments/scanner-port.ts';
import { freePort } from '../../local/run/free-port.ts';
import { chooseSignatures } from '../../scanner/choose-signatures.ts';
import type { ScannerPackages } from '../../scanner/find-packages.ts';
import type { RunningProcess } from '../../scanner/run-process.ts';
import { runProcess } from '../../scanner/run-process.ts';
import { waitForClamd } from '../../scanner/wait-for-clamd.ts';
import { writeConfig } from '../../scanner/write-config.ts';

/** clamd and c-icap started piece by piece, in an order and with a configuration of the test's choice. */
export interface Pieces {
  /** Where c-icap listens on loopback once it is started. */
  readonly port: number;
  startClamd(): Promise<RunningProcess>;
  startCicap(): Promise<RunningProcess>;
  scanner(timeoutSeconds: number): AttachmentScanner;
  stop(): Promise<void>;
}

/**
 * Prepares the pieces in a temporary folder.
 * @param configuration what the image ships, or what Debian's packages install with only places and users changed
 */
export async function preparePieces(packages: ScannerPackages, configuration: 'shipped' | 'stock'): Promise<Pieces> {
  const state = mkdtempSync(join(tmpdir(), 'dossier-pieces-'));
  const database = join(state, 'signatures');
  const port = await freePort();
  chooseSignatures(database, join(state, 'none'));
  const places = { state, database, listen: `127.0.0.1:${port}` };
  const config = configuration === 'shipped' ? writeConfig(packages, places) : writeStockConfig(places);
  const running: RunningProcess[] = [];

  async function start(command: string, args: readonly string[], log: string): Promise<RunningProcess> {
    const started = await runProcess(command, args, join(state, log));
    running.push(started);
    return started;
  }

  return {
    port,
    startClamd: async () => {
      const clamd = await start(packages.clamd, ['--config-file', join(config, 'clamd.conf')], 'clamd.out');
      await waitForClamd(clamd, join(state, 'clamd.sock'), 30);
      return clamd;
    },
    startCicap: async () => {
      const cicap = await start(packages.cicap, ['-N', '-D', '-f', join(config, 'c-icap.conf')], 'c-icap.out');
      const scanner = createIcapScanner({ host: '127.0.0.1', port, service: 'avscan', timeoutSeconds: 5 });
      for (let tries = 0; tries < 200; tries += 1) {
        const verdict = await scanner.scan(Buffer.from('Is anybody there?'), Date.now() + 5_000);
        if (verdict.verdict !== 'unavailable' || verdict.reason !== 'not_reached') return cicap;
        await wait(50);
      }
      throw new Error('c-icap did not answer within ten seconds.');
    },
    scanner: (timeoutSeconds) => createIcapScanner({ host: '127.0.0.1', port, service: 'avscan', timeoutSeconds }),
    stop: async () => {
      await Promise.all(running.map((each) => each.stop()));
      rmSync(state, { recursive: true, force: true });
    },
  };
}

/** Debian's files as they are installed, with other places and without the users only root could become. */
function writeStockConfig(places: { state: string; database: string; listen: string }): string {
  const config = join(places.state, 'config');
  mkdirSync(config, { recursive: true });
  mkdirSync(join(places.state, 'tmp'), { recursive: true });
  const socket = join(places.state, 'clamd.sock');
  const cicap = readFileSync('/etc/c-icap/c-icap.conf', 'utf8')
    .replace(/^(User|Group) .*$/gm, '')
    .replace(/^Port .*$/m, `Port ${places.listen}`)
    .replace(/^TmpDir .*$/m, `TmpDir ${places.state}/tmp`)
    .replaceAll('/var/run/c-icap/', `${places.state}/`)
    .replaceAll('/var/log/c-icap/', `${places.state}/`);
  writeFileSync(join(config, 'c-icap.conf'), `${cicap}\nInclude ${config}/virus_scan.conf\nInclude ${config}/clamd_mod.conf\n`);
  copyFileSync('/etc/c-icap/virus_scan.conf', join(config, 'virus_scan.conf'));
  const module = readFileSync('/etc/c-icap/clamd_mod.conf', 'utf8');
  writeFileSync(join(config, 'clamd_mod.conf'), `${module}\nclamd_mod.ClamdSocket ${socket}\n`);
  const clamd = readFileSync('/etc/clamav/clamd.conf', 'utf8')
    .replace(/^(User|LocalSocketGroup|PidFile) .*$/gm, '')
    .replace(/^LocalSocket .*$/m, `LocalSocket ${socket}`)
    .replace(/^DatabaseDirectory .*$/m, `DatabaseDirectory ${places.database}`)
    .replace(/^LogFile .*$/m, `LogFile ${places.state}/clamd.log`)
    .replace(/^Foreground .*$/m, 'Foreground true');
  writeFileSync(join(config, 'clamd.conf'), clamd);
  return config;
}
