import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../../bin/project-root.ts';
import { ensureTool } from '../../bin/python/ensure-tool.ts';
import { freePort } from '../../local/run/free-port.ts';

/** Milliseconds the emulator may take to answer on a busy machine. */
const readyMs = 60_000;

/** The services that Dossier's templates and functions use, and those the deployment itself does. */
const services = [
  ...['apigateway', 'cloudformation', 'cognito-idp', 'dynamodb', 'ecr', 'iam', 'kms', 'lambda', 'logs', 'monitoring', 's3', 'scheduler'],
  ...['secretsmanager', 'ses', 'sns', 'sqs', 'ssm', 'states', 'sts'],
];

/** A running emulator of AWS. */
export interface Emulator {
  readonly endpoint: string;
  /** A file with everything it printed. */
  readonly logFile: string;
  stop(): Promise<void>;
}

/**
 * Starts MiniStack on a free port of this machine alone, with everything it keeps in a temporary folder. Functions run as processes, by
 * the Node that runs this; nothing needs Docker.
 * @throws Error when it does not answer in time
 */
export async function startEmulator(): Promise<Emulator> {
  const programs = ensureTool('emulator');
  const folder = await mkdtemp(join(tmpdir(), 'dossier-emulator-'));
  const port = await freePort();
  const logFile = join(folder, 'emulator.log');
  const child = spawn(join(programs, 'ministack'), [], {
    cwd: folder,
    // A group of its own, so that the functions it started end with it.
    detached: true,
    env: {
      PATH: `${join(projectRoot, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
      HOME: folder,
      TMPDIR: folder,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      LAMBDA_EXECUTOR: 'local',
      SERVICES: services.join(','),
      S3_DATA_DIR: join(folder, 's3'),
      STATE_DIR: join(folder, 'state'),
      // Its listener for MQTT would be open to the whole network.
      IOT_MTLS_ENABLED: '0',
      PYTHONDONTWRITEBYTECODE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    endGroup(child);
    await ended;
    log.end();
    await rm(folder, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await answers(`${endpoint}/_ministack/health`, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, logFile, stop };
}

function endGroup({ pid, exitCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // It ended by itself.
  }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + readyMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await pause(200);
  }
  throw new Error('The emulator did not answer in time.');
}
