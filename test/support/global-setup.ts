import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDynamoDb } from '../../local/dynamodb/start-dynamodb.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the one DynamoDB Local of a run; every test file makes tables of its own in it. */
    dynamodbUrl: string;
  }
}

/** Starts DynamoDB Local once for a whole run, and ends it after the last test. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'dossier-test-dynamodb-'));
  const database = await startDynamoDb(folder, () => console.error('The database of the tests ended by itself.'));
  project.provide('dynamodbUrl', database.url);
  return async () => {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
