import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type StoredAttachment, storedAttachment } from '../../../contracts/items/attachment.ts';
import { tableKeys } from '../../../contracts/tables.ts';
import { startDynamoDb } from '../../../local/dynamodb/start-dynamodb.ts';
import { region, resources } from '../../../local/settings/make-environment.ts';
import { databaseCredentials } from '../../support/open-tables.ts';
import { type OwnDossier, startOwn } from './open-own.ts';

/** A Dossier whose stores can be looked into, past the product. */
export interface WatchedDossier extends OwnDossier {
  /** The keys of all objects of uploads: those that were checked, and those in quarantine. */
  objects(): readonly string[];
  /** Every attachment that is known, whatever became of it. */
  attachments(): Promise<readonly StoredAttachment[]>;
  /** Makes the object store refuse to write for a while. @returns What lets it write again. */
  blockStorage(): () => void;
  stop(): Promise<void>;
}

/** Starts a Dossier over a database of the test’s own. */
export async function startWatched(env: Readonly<Record<string, string>> = {}): Promise<WatchedDossier> {
  const folder = await mkdtemp(join(tmpdir(), 'dossier-watched-'));
  const database = await startDynamoDb(folder, () => {});
  const own = await startOwn({ env: { AWS_ENDPOINT_URL_DYNAMODB: database.url, ...env } });
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: database.url, region, credentials: databaseCredentials }));
  const file = join(own.dossier.dataDir, 'objects', 'fauxqs.db');
  return {
    ...own,
    objects: () => {
      const store = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
      try {
        const rows = store
          .prepare('SELECT key FROM s3_objects WHERE bucket IN (?, ?) ORDER BY key')
          .all(resources.attachmentsBucket, resources.quarantineBucket);
        return rows.map((row) => String(row.key));
      } finally {
        store.close();
      }
    },
    attachments: async () => {
      const found: StoredAttachment[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new ScanCommand({ TableName: resources.requestsTable, ExclusiveStartKey: start, ConsistentRead: true }),
        );
        for (const item of page.Items ?? []) {
          if (item[tableKeys.sort] === 'attachment') found.push(storedAttachment.parse(item));
        }
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return found;
    },
    blockStorage: () => {
      const store = new DatabaseSync(file, { timeout: 5_000 });
      store.exec('BEGIN IMMEDIATE');
      return () => {
        store.exec('ROLLBACK');
        store.close();
      };
    },
    stop: async () => {
      await own.dossier.stop();
      client.destroy();
      await database.stop();
      await Promise.all([rm(folder, { recursive: true, force: true }), rm(own.dossier.dataDir, { recursive: true, force: true })]);
    },
  };
}
