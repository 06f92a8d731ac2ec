import { createAttachmentRecords } from '../../adapters/dynamodb/attachment-records.ts';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createIntakeStore } from '../../adapters/dynamodb/intake-store.ts';
import { createRateLimiter } from '../../adapters/dynamodb/rate-limiter.ts';
import { createAttachmentObjects } from '../../adapters/s3/attachment-objects.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { clock } from '../../lambdas/runtime/system-parts.ts';

/** The calls of one upload, with the bytes to store and their SHA-256. */
export type MakeCalls = (bytes: Uint8Array, sha256: string) => Promise<void>;

const id = 'att_0000000000000000000000000000000000000000';
const key = `attachments/${id}`;
const contentType = 'application/pdf';

/**
 * The five calls an upload makes of AWS, through the SDK as the function has it, and nothing else of the function: the count, the
 * form, the record, the object, and the record again. The variables of the environment say where to.
 */
export function openCalls(): MakeCalls {
  const client = createDocumentClient();
  const limiter = createRateLimiter(client, 'requests', 'uploads', Number.MAX_SAFE_INTEGER, clock);
  const intake = createIntakeStore(client, 'configs');
  const records = createAttachmentRecords(client, 'requests');
  const objects = createAttachmentObjects(createS3Client(), 'attachments');
  return async (bytes, sha256) => {
    const now = clock.now().toISOString();
    await limiter.take('127.0.0.1');
    await intake.read();
    await records.open({
      id,
      state: 'pending',
      policy_key: 'default_access_policy',
      field_name: 'supporting_documents',
      property_id: null,
      token_hash: sha256,
      created_at: now,
      unclaimed_until: now,
      announced: null,
      planned_keys: [key],
      file: null,
      request_id: null,
    });
    const etag = await objects.put(key, bytes, contentType, sha256);
    await records.markUploaded(id, {
      file_name: 'a.pdf',
      content_type: contentType,
      size_bytes: bytes.byteLength,
      sha256,
      object_key: key,
      etag,
      scanned: false,
      flags: [],
    });
  };
}
