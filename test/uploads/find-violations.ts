import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type StoredAttachment, storedAttachment } from '../../contracts/items/attachment.ts';
import { tableKeys } from '../../contracts/tables.ts';
import { resources } from '../../local/settings/make-environment.ts';
import type { Uploads } from './open-uploads.ts';

/** What the stores hold of uploads. */
export interface Holding {
  readonly attachments: readonly StoredAttachment[];
  /** Keys in the bucket of checked files. */
  readonly objects: readonly string[];
  /** Keys in quarantine. */
  readonly quarantined: readonly string[];
}

/** Reads everything the stores hold of uploads, past the product's own eyes. */
export async function readHolding({ tables, store }: Uploads): Promise<Holding> {
  const attachments: StoredAttachment[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await tables.client.send(new ScanCommand({ TableName: tables.requests, ExclusiveStartKey: start, ConsistentRead: true }));
    for (const item of page.Items ?? []) {
      if (item[tableKeys.sort] === 'attachment') attachments.push(storedAttachment.parse(item));
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  const keysIn = async (bucket: string): Promise<readonly string[]> => {
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await store.client.send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token }));
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return keys;
  };
  const [objects, quarantined] = await Promise.all([keysIn(resources.attachmentsBucket), keysIn(resources.quarantineBucket)]);
  return { attachments, objects, quarantined };
}

/**
 * What is wrong with what the stores hold, in sentences; nothing where all is well.
 * @param settled - After the last sweep: then an object without a living record is an orphan, and nothing is half done.
 */
export async function findViolations(uploads: Uploads, settled: boolean): Promise<readonly string[]> {
  const { attachments, objects, quarantined } = await readHolding(uploads);
  const wrong: string[] = [];
  const known = new Map(attachments.map((attachment) => [attachment.id, attachment]));
  const present = new Set(objects);
  for (const attachment of attachments) {
    const { id, state, file } = attachment;
    if (state === 'uploaded' || state === 'claimed') {
      if (file === null || !present.has(file.object_key)) wrong.push(`${state} without its object: ${id}`);
      else if ((await uploads.ports.objects.digest(file.object_key)) !== file.sha256) wrong.push(`${state} with other bytes: ${id}`);
    }
    if (state === 'claimed') {
      const holder = attachment.request_id ?? '';
      const files = await uploads.ports.requests.attachedFiles(holder);
      if (!files.some((held) => held.id === id)) wrong.push(`claimed by a request that does not hold it: ${id}`);
    }
    if (settled && (state === 'pending' || state === 'uploaded')) wrong.push(`left ${state}: ${id}`);
    if (settled && state === 'deleted' && (file !== null || attachment.announced !== null)) wrong.push(`deleted with its name: ${id}`);
  }
  for (const key of objects) {
    const attachment = known.get(key.split('/')[1] ?? '');
    if (attachment === undefined) wrong.push(`an object without a record: ${key}`);
    else if (attachment.state === 'deleted' ? settled : !attachment.planned_keys.includes(key)) wrong.push(`an orphan object: ${key}`);
    else if (settled && attachment.file?.object_key !== key) wrong.push(`an object beside the stored one: ${key}`);
  }
  if (settled) wrong.push(...quarantined.map((key) => `left in quarantine: ${key}`));
  return wrong;
}
