import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { localFilePath } from '../run/local-file.ts';
import { StartError } from '../run/start-error.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** What a client needs to know of a run. */
const localFile = z.object({ base_url: z.string(), client_id: z.string(), client_secret: z.string(), mailbox_url: z.string() });

/** A Dossier that runs. */
export interface FoundDossier {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly mailboxUrl: string;
  readonly folder: string;
  /** Resolves when the run that was started here ends; absent where it was there before. */
  readonly ended?: Promise<void>;
}

/**
 * Takes the Dossier that runs on the data folder, or starts one.
 * @throws StartError where it does not start.
 */
export async function findDossier(variables: NodeJS.ProcessEnv): Promise<FoundDossier> {
  const folder = resolve(variables.DOSSIER_DATA_DIR || '.dossier');
  const running = read(folder);
  if (running !== undefined && (await answers(running.baseUrl))) return running;
  const { ended } = await start(variables);
  const started = read(folder);
  if (started === undefined) throw new StartError('Dossier started and did not say where it is.');
  return { ...started, ended };
}

function read(folder: string): FoundDossier | undefined {
  try {
    const { base_url, client_id, client_secret, mailbox_url } = localFile.parse(JSON.parse(readFileSync(localFilePath(folder), 'utf8')));
    return { baseUrl: base_url, clientId: client_id, clientSecret: client_secret, mailboxUrl: mailbox_url, folder };
  } catch {
    return undefined;
  }
}

async function answers(baseUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${baseUrl}/health`)).ok;
  } catch {
    return false;
  }
}

/**
 * Starts a run beside this process; a signal from the terminal reaches both.
 * @returns What resolves when the run ends, once it is ready.
 */
async function start(variables: NodeJS.ProcessEnv): Promise<{ readonly ended: Promise<void> }> {
  const child = spawn(process.execPath, [main], { env: variables, stdio: ['inherit', 'pipe', 'inherit'] });
  const ended = new Promise<void>((finish) => child.once('exit', () => finish()));
  await new Promise<void>((ready, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      console.log(line);
      if (line.includes('Dossier is ready at ')) ready();
    });
    void ended.then(() => reject(new StartError('Dossier did not start.')));
  });
  return { ended };
}
