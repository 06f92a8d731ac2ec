import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openUploads, type Uploads } from './open-uploads.ts';
import { upload } from './steps.ts';

let uploads: Uploads;

beforeAll(async () => {
  uploads = await openUploads();
});
afterAll(() => uploads.close());

it('a record whose first writing arrives late, after the file was stored, stays what it became', async () => {
  const { records } = uploads.ports;
  const { id } = await upload(uploads.partsOver(), randomUUID());
  const uploaded = await records.find(id);
  if (uploaded === undefined) throw new Error('The upload has no record.');
  expect(uploaded.state).toBe('uploaded');
  await records.open({ ...uploaded, state: 'pending', file: null });
  expect(await records.find(id)).toEqual(uploaded);
});
