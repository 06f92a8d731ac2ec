import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../run/progress.ts';
import type { Ending } from '../run/stop.ts';
import { startDynamoDb } from './start-dynamodb.ts';

/** A database that is on its way. */
export interface BegunDatabase {
  /** Its address, once it answers. */
  readonly url: Promise<string>;
  /** What it is, for the person at the terminal. */
  readonly kind: string;
}

/**
 * Begins to start the database and does not wait for it.
 * @param url - A DynamoDB that runs already; absent: one of our own over the data folder.
 */
export function beginDatabase(folder: string, url: string | undefined, ending: Ending, progress: Progress): BegunDatabase {
  if (url !== undefined) {
    return { url: Promise.resolve(url), kind: 'the one at AWS_ENDPOINT_URL_DYNAMODB' };
  }
  const begun = startOwn(folder, ending, progress);
  // Whoever waits for it hears of a failure; until then it must not count as one that nobody looks at.
  begun.catch(() => {});
  return { url: begun, kind: 'DynamoDB Local' };
}

async function startOwn(folder: string, ending: Ending, progress: Progress): Promise<string> {
  const files = join(folder, 'dynamodb');
  mkdirSync(files, { recursive: true });
  const database = await startDynamoDb(files, () => {
    progress.complain('The database ended by itself, so Dossier ends too; start it again.');
    void ending.run().finally(() => process.exit(1));
  });
  ending.add(database.stop);
  return database.url;
}
