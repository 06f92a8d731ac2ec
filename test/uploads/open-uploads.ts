import { randomBytes } from 'node:crypto';
import { DeleteObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { createAttachmentRecords } from '../../adapters/dynamodb/attachment-records.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createAttachmentObjects } from '../../adapters/s3/attachment-objects.ts';
import { createPackageStore } from '../../adapters/s3/package-store.ts';
import { createQuarantine } from '../../adapters/s3/quarantine.ts';
import { createSourceRows } from '../../adapters/s3/source-rows.ts';
import type { IntakeConfig } from '../../contracts/schemas/intake.ts';
import { tableKeys } from '../../contracts/tables.ts';
import type { AttachmentObjects, AttachmentRecords, Quarantine } from '../../core/attachments/ports.ts';
import type { UploadParts } from '../../core/attachments/upload-parts.ts';
import { createIdMaker } from '../../core/ids.ts';
import { startingConfig } from '../../core/intake/starting-config.ts';
import type { RequestStore, Workflow } from '../../core/privacy-requests/ports.ts';
import { resources } from '../../local/settings/make-environment.ts';
import { createMemoryIntakeStore } from '../support/memory/intake-store.ts';
import { createMemoryPolicyStore } from '../support/memory/policy-store.ts';
import { openObjectStore } from '../support/open-object-store.ts';
import { openTables } from '../support/open-tables.ts';
import { makeClock } from '../support/samples.ts';

/** The ports that reach a store. */
export interface StorePorts {
  readonly records: AttachmentRecords;
  readonly objects: AttachmentObjects;
  readonly quarantine: Quarantine;
  readonly requests: RequestStore;
}

/** Minutes an upload stays unclaimed, as `config/dossier.json` has it. */
const unclaimedMinutes = 120;

/** Nothing is executed: what becomes of a request after its submission is tested elsewhere. */
const idleWorkflow: Workflow = {
  start: async () => {},
  describe: async () => 'running',
  stop: async () => {},
  resume: async () => false,
};

/** The starting form with one more file field, so that an upload can be claimed for the wrong one. */
function withSecondField(config: IntakeConfig): IntakeConfig {
  return {
    properties: config.properties.map((property) => ({
      ...property,
      actions: property.actions.map((action) => ({
        ...action,
        custom_privacy_request_fields: Object.fromEntries(
          Object.values(action.custom_privacy_request_fields).flatMap((field) => [
            ['supporting_documents', field],
            ['other_documents', field],
          ]),
        ),
      })),
    })),
  };
}

/** Everything about uploads in one process, on DynamoDB Local and the local S3, by a clock that the test moves. */
export async function openUploads() {
  const [tables, store] = await Promise.all([openTables(), openObjectStore()]);
  const clock = makeClock(new Date().toISOString());
  const ports: StorePorts = {
    records: createAttachmentRecords(tables.client, tables.requests),
    objects: createAttachmentObjects(store.client, resources.attachmentsBucket),
    quarantine: createQuarantine(store.client, resources.quarantineBucket),
    requests: createRequestStore(tables.client, tables.requests, clock),
  };
  const intake = createMemoryIntakeStore();
  await intake.replace(withSecondField(startingConfig));
  const fixed = {
    intake,
    policies: createMemoryPolicyStore(),
    packages: createPackageStore(store.client, resources.packagesBucket),
    rows: createSourceRows(store.client, resources.packagesBucket),
    workflow: idleWorkflow,
    clock,
    makeId: createIdMaker(clock, randomBytes),
    randomBytes: (count: number) => randomBytes(count),
    unclaimedMinutes,
    requireApproval: true,
    collectCustomFields: true,
  };
  return {
    tables,
    store,
    clock,
    ports,
    /** Empties the table and the buckets, so that what comes next is looked at alone. */
    clear: async () => {
      for (;;) {
        const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.requests, ConsistentRead: true, Limit: 200 }));
        if (Items.length === 0) break;
        await Promise.all(
          Items.map((item) => {
            const Key = { [tableKeys.partition]: item[tableKeys.partition], [tableKeys.sort]: item[tableKeys.sort] };
            return tables.client.send(new DeleteCommand({ TableName: tables.requests, Key }));
          }),
        );
      }
      for (const Bucket of [resources.attachmentsBucket, resources.quarantineBucket]) {
        for (;;) {
          const { Contents = [] } = await store.client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 200 }));
          if (Contents.length === 0) break;
          await Promise.all(Contents.map(({ Key }) => store.client.send(new DeleteObjectCommand({ Bucket, Key }))));
        }
      }
    },
    /** What the use cases need, over these ports or others in their place. */
    partsOver: (over: StorePorts = ports) => ({ ...fixed, ...over, attachments: over }),
    close: async () => {
      tables.close();
      await store.close();
    },
  };
}

/** The uploads of a test. */
export type Uploads = Awaited<ReturnType<typeof openUploads>>;

/** All parts at once, for every use case. */
export type AllParts = ReturnType<Uploads['partsOver']> & UploadParts;
