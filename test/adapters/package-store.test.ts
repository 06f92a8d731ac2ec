import { Readable } from 'node:stream';
import { ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPackageStore } from '../../adapters/s3/package-store.ts';
import type { PackageStore } from '../../core/packages/ports.ts';
import { openObjectStore, type TestObjectStore } from '../support/open-object-store.ts';

/** More than one part of an upload (5 MiB each). */
const severalParts = 12 * 1_048_576;

let objects: TestObjectStore;
let packages: PackageStore;

beforeAll(async () => {
  objects = await openObjectStore();
  packages = createPackageStore(objects.client, objects.bucket);
});
afterAll(() => objects.close());

const keys = async () =>
  ((await objects.client.send(new ListObjectsV2Command({ Bucket: objects.bucket }))).Contents ?? []).map((object) => object.Key);

function* zeros(bytes: number) {
  for (let sent = 0; sent < bytes; sent += 65_536) yield Buffer.alloc(Math.min(65_536, bytes - sent), 7);
}

describe('a package', () => {
  it.each([0, 10, severalParts])('of %i bytes is stored as it streams in, and downloaded by its link', async (bytes) => {
    const key = `packages/size-${bytes}.zip`;
    await packages.write(key, Readable.from(zeros(bytes), { objectMode: false }));
    const answer = await fetch(await packages.link(key, 'pri_1.zip', 60));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="pri_1.zip"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const body = Buffer.from(await answer.arrayBuffer());
    expect(body.length).toBe(bytes);
    expect(body.every((byte) => byte === 7)).toBe(true);
  });

  it('takes the place of an earlier one', async () => {
    await packages.write('packages/twice.zip', Readable.from([Buffer.from('first')]));
    await packages.write('packages/twice.zip', Readable.from([Buffer.from('second')]));
    expect(await (await fetch(await packages.link('packages/twice.zip', 'x.zip', 60))).text()).toBe('second');
  });

  it.each([10, severalParts])('whose stream breaks after %i bytes leaves nothing behind', async (bytes) => {
    const broken = Readable.from(
      (function* () {
        yield* zeros(bytes);
        throw new Error('The source broke.');
      })(),
      { objectMode: false },
    );
    await expect(packages.write('packages/broken.zip', broken)).rejects.toThrow('The source broke.');
    expect(await keys()).not.toContain('packages/broken.zip');
    const open = await objects.client.send(new ListMultipartUploadsCommand({ Bucket: objects.bucket }));
    expect(open.Uploads ?? []).toEqual([]);
  });

  it('is removed, again and again', async () => {
    await packages.write('packages/gone.zip', Readable.from([Buffer.from('x')]));
    await packages.remove('packages/gone.zip');
    await packages.remove('packages/gone.zip');
    expect(await keys()).not.toContain('packages/gone.zip');
    expect((await fetch(await packages.link('packages/gone.zip', 'x.zip', 60))).status).toBe(404);
  });
});

describe('a link', () => {
  it('is good for reading that one object, and for nothing else', async () => {
    await packages.write('packages/mine.zip', Readable.from([Buffer.from('mine')]));
    await packages.write('packages/other.zip', Readable.from([Buffer.from('other')]));
    const link = await packages.link('packages/mine.zip', 'x.zip', 60);
    expect((await fetch(link)).status).toBe(200);
    const altered = [
      link.replace('mine.zip', 'other.zip'),
      link.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'),
      link.replace('attachment', 'inline'),
      link.replace(/X-Amz-Signature=./, (found) => `${found.slice(0, -1)}${found.endsWith('0') ? '1' : '0'}`),
      link.split('?')[0] ?? '',
    ];
    for (const url of altered) {
      expect(url).not.toBe(link);
      expect((await fetch(url)).status).toBe(403);
    }
    for (const method of ['PUT', 'DELETE']) expect((await fetch(link, { method })).status).toBe(403);
    expect(await (await fetch(link)).text()).toBe('mine');
  });

  it('works for its 60 seconds and not longer', async () => {
    await packages.write('packages/short.zip', Readable.from([Buffer.from('short')]));
    const link = await packages.link('packages/short.zip', 'x.zip', 60);
    objects.advance(50);
    expect((await fetch(link)).status).toBe(200);
    objects.advance(12);
    expect((await fetch(link)).status).toBe(403);
    objects.advance(-62);
  });
});
