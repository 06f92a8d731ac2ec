import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPackageCopies } from '../../adapters/s3/package-copies.ts';
import { packageKey } from '../../core/privacy-requests/delete-request.ts';
import { completeRequest } from '../../core/workflow/complete-request.ts';
import { region } from '../../local/settings/make-environment.ts';
import { openObjectStore, type TestObjectStore } from '../support/open-object-store.ts';
import { type Delivery, openDelivery } from './open-delivery.ts';

let delivery: Delivery;
let elsewhere: TestObjectStore;
beforeAll(async () => {
  [delivery, elsewhere] = await Promise.all([openDelivery(), openObjectStore()]);
});
afterAll(async () => {
  await delivery.close();
  await elsewhere.close();
});

function copiesWith(secret: string) {
  const { client, bucket } = delivery.objects;
  const destination = { endpoint: elsewhere.url, bucket: elsewhere.bucket, region, readKeys: async () => secret };
  return createPackageCopies(client, bucket, destination);
}

const goodSecret = () =>
  JSON.stringify({ access_key_id: elsewhere.credentials.accessKeyId, secret_access_key: elsewhere.credentials.secretAccessKey });

async function bytesIn(store: Pick<TestObjectStore, 'client' | 'bucket'>, key: string): Promise<Buffer> {
  const { Body } = await store.client.send(new GetObjectCommand({ Bucket: store.bucket, Key: key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

describe('the copy in the storage destination', () => {
  it('has the bytes of the package, by a client with keys of its own, and is made once an attempt', async () => {
    const id = await delivery.built();
    const good = copiesWith(goodSecret());
    let copied = 0;
    const copies = {
      ...good,
      copy: (key: string) => {
        copied += 1;
        return good.copy(key);
      },
    };
    delivery.faults.push('breaks');
    const run = () => completeRequest({ ...delivery.parts, copies }, { request_id: id, attempt: 1 });
    await expect(run()).rejects.toMatchObject({ name: 'TryAgain' });
    await run();
    expect(copied).toBe(1);
    expect(await bytesIn(elsewhere, packageKey(id))).toEqual(await bytesIn(delivery.objects, packageKey(id)));
    expect(await delivery.events(id)).toEqual(['submitted', 'package_copied', 'package_mail_sent', 'completed']);
  });

  it('goes when it is removed, and removing it again is no error', async () => {
    const id = await delivery.built();
    const copies = copiesWith(goodSecret());
    await copies.copy(packageKey(id));
    await copies.remove(packageKey(id));
    await expect(bytesIn(elsewhere, packageKey(id))).rejects.toMatchObject({ name: 'NoSuchKey' });
    await copies.remove(packageKey(id));
  });

  it.each([
    ['wrong keys', '{"access_key_id":"NOBODY","secret_access_key":"marker-of-a-secret"}'],
    ['a secret of another kind', 'marker-of-a-secret'],
  ])('that cannot be made with %s holds the request up, mails nobody, and tells no secret', async (_, secret) => {
    const before = (await delivery.mails()).length;
    const id = await delivery.built();
    const failing = completeRequest({ ...delivery.parts, copies: copiesWith(secret) }, { request_id: id, attempt: 1 });
    await expect(failing).rejects.toMatchObject({ name: 'TryAgain', message: expect.stringContaining('storage destination') });
    expect(await delivery.mails()).toHaveLength(before);
    expect(await delivery.events(id)).toEqual(['submitted']);
    expect(delivery.warnings.join()).not.toContain('marker-of-a-secret');
  });
});
