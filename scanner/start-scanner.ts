import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createIcapScanner } from '../adapters/icap/icap-scanner.ts';
import { sendCanary } from '../core/attachments/canary.ts';
import { freePort } from '../local/run/free-port.ts';
import type { Signatures } from './choose-signatures.ts';
import { chooseSignatures } from './choose-signatures.ts';
import { findPackages, installSentence } from './find-packages.ts';
import type { RunningProcess } from './run-process.ts';
import { runProcess } from './run-process.ts';
import { waitForClamd } from './wait-for-clamd.ts';
import { writeConfig } from './write-config.ts';

/** A scanner that runs on this machine and has shown that it finds the canary. */
export interface RunningScanner {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly service: 'avscan';
  readonly signatures: Signatures;
  /** Process ids, for tests that stop or kill one. */
  readonly clamdPid: number;
  readonly cicapPid: number;
  /** Resolves when either process has ended; the other is ended then too. */
  readonly ended: Promise<void>;
  /** Ends both and removes the state folder. */
  stop(): Promise<void>;
}

/** How the scanner is started. */
export interface StartScannerOptions {
  /** A free one when left out. */
  readonly port?: number;
  /** Where freshclam keeps its signatures. Debian's place when left out. */
  readonly signaturesFrom?: string;
}

/** Seconds clamd may take to load its signatures: the official ones took most of a minute on two cores. */
const clamdSeconds = 180;
const canarySeconds = 20;

/**
 * Starts clamd and c-icap from Debian's packages with the configuration the image ships, on the loopback address.
 * @throws {Error} with the sentence that says how to install them, when the packages are missing; or when either process
 * ends early or the canary isn't found in time
 */
export async function startScanner(options: StartScannerOptions = {}): Promise<RunningScanner> {
  const packages = findPackages();
  if (packages === undefined) throw new Error(installSentence);
  const state = mkdtempSync(join(tmpdir(), 'dossier-scanner-'));
  const port = options.port ?? (await freePort());
  const database = join(state, 'signatures');
  const signatures = chooseSignatures(database, options.signaturesFrom);
  const config = writeConfig(packages, { state, database, listen: `127.0.0.1:${port}` });
  const processes: RunningProcess[] = [];

  const killAll = () => {
    for (const running of processes) running.kill();
  };
  process.once('exit', killAll);

  async function stop(): Promise<void> {
    await Promise.all(processes.map((running) => running.stop()));
    process.removeListener('exit', killAll);
    rmSync(state, { recursive: true, force: true });
  }

  try {
    const clamd = await runProcess(packages.clamd, ['--config-file', join(config, 'clamd.conf')], join(state, 'clamd.out'));
    processes.push(clamd);
    await waitForClamd(clamd, join(state, 'clamd.sock'), clamdSeconds);
    // Only now: a c-icap that starts before clamd answers passes everything for as long as it lives.
    const cicap = await runProcess(packages.cicap, ['-N', '-D', '-f', join(config, 'c-icap.conf')], join(state, 'c-icap.out'));
    processes.push(cicap);
    await waitForCanary(cicap, port);
    const ended = Promise.race([clamd.ended, cicap.ended]).then(stop);
    return { host: '127.0.0.1', port, service: 'avscan', signatures, clamdPid: clamd.pid, cicapPid: cicap.pid, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function waitForCanary(cicap: RunningProcess, port: number): Promise<void> {
  const scanner = createIcapScanner({ host: '127.0.0.1', port, service: 'avscan', timeoutSeconds: canarySeconds });
  const until = Date.now() + canarySeconds * 1_000;
  while (Date.now() < until) {
    if (cicap.hasEnded()) throw new Error('c-icap ended before it answered.');
    const canary = await sendCanary(scanner, Date.now, until);
    if (canary.state === 'good') return;
    if (canary.state === 'blind') throw new Error(`The scanner is blind to the canary: ${canary.missed.join(', ')}.`);
    await wait(50);
  }
  throw new Error(`The canary was not found within ${canarySeconds} seconds.`);
}
