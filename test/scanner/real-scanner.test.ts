import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIcapScanner } from '../../adapters/icap/icap-scanner.ts';
import { limits } from '../../contracts/limits.ts';
import { sendCanary } from '../../core/attachments/canary.ts';
import { eicarBytes } from '../../core/attachments/eicar.ts';
import type { AttachmentScanner } from '../../core/attachments/scanner-port.ts';
import { clean, unscannable } from '../../core/attachments/verdict.ts';
import type { RunningScanner } from '../../scanner/start-scanner.ts';
import { startScanner } from '../../scanner/start-scanner.ts';
import { cleanFiles, infectedFiles } from './carriers.ts';
import { makeZip, nestZip } from './make-zip.ts';
import { describeWhenInstalled } from './when-installed.ts';

const found = { verdict: 'infected', threat: expect.stringContaining('Eicar') };
const slowTestMs = 60_000;

/** The archive of one entry, with 100 bytes for its size in the header or in the directory. */
function tellingLess(archive: Buffer, place: 'header' | 'directory'): Buffer {
  const lying = Buffer.from(archive);
  lying.writeUInt32LE(100, place === 'header' ? 22 : archive.indexOf('PK\x01\x02', 0, 'latin1') + 24);
  return lying;
}

describeWhenInstalled('the real scanner in the configuration of the image', () => {
  let running: RunningScanner;
  let scanner: AttachmentScanner;
  const scan = (bytes: Uint8Array) => scanner.scan(bytes, Date.now() + 28_000);

  beforeAll(async () => {
    // No official signatures: the outcome must not hang on what this machine has downloaded.
    running = await startScanner({ signaturesFrom: '/nonexistent' });
    scanner = createIcapScanner({ ...running, timeoutSeconds: 28 });
  }, slowTestMs);
  afterAll(async () => {
    await running.stop();
  });

  it('says which signatures it has', () => {
    expect(running.signatures).toBe('canary-only');
  });

  it('shows a good canary', async () => {
    expect(await sendCanary(scanner, Date.now, Date.now() + 20_000)).toMatchObject({ state: 'good', missed: [] });
  });

  it.each(infectedFiles)('finds the test virus: %s', async (_, bytes) => {
    expect(await scan(bytes)).toEqual(found);
  });

  it.each(cleanFiles)('lets the same file without it pass, and names its bytes: %s', async (_, bytes) => {
    expect(await scan(bytes)).toEqual(clean(bytes));
  });

  it('comes to the same with a preview', async () => {
    const previewing = createIcapScanner({ ...running, timeoutSeconds: 20, previewBytes: 1_024 });
    for (const [name, bytes] of infectedFiles)
      expect({ name, ...(await previewing.scan(bytes, Date.now() + 20_000)) }).toEqual({ name, ...found });
    for (const [, bytes] of cleanFiles) expect(await previewing.scan(bytes, Date.now() + 20_000)).toEqual(clean(bytes));
  });

  it('scans a ZIP of 8 MiB as a whole: clean, and found when the virus is its last entry', async () => {
    const bulk = { name: 'bulk.bin', data: randomBytes(8 * 1_048_576), stored: true };
    const harmless = makeZip([bulk]);
    expect(await scan(harmless)).toEqual(clean(harmless));
    expect(await scan(makeZip([bulk, { name: 'a.txt', data: eicarBytes() }]))).toEqual(found);
  });

  it(
    'scans a file of the largest size we take',
    async () => {
      const bytes = Buffer.alloc(limits.attachmentBytes, 'a line of the largest file we take\n');
      expect(await scan(bytes)).toEqual(clean(bytes));
      Buffer.from(eicarBytes()).copy(bytes, bytes.length - 68);
      expect(await scan(bytes)).toEqual(found);
    },
    slowTestMs,
  );

  it('calls an encrypted ZIP unscannable, and one that holds an encrypted ZIP', async () => {
    const encrypted = makeZip([{ name: 'secret.txt', data: Buffer.alloc(500, 'x'), encrypted: true }]);
    expect(await scan(encrypted)).toEqual(unscannable('encrypted'));
    expect(await scan(makeZip([{ name: 'inner.zip', data: encrypted }]))).toEqual(unscannable('encrypted'));
  });

  it('calls a ZIP 26 deep unscannable', async () => {
    expect(await scan(nestZip(Buffer.from('deep'), 26))).toEqual(unscannable('over_limits'));
    expect(await scan(nestZip(eicarBytes(), 26))).not.toMatchObject({ verdict: 'clean' });
  });

  it('looks into a ZIP as deep as the pre-flight lets through', async () => {
    expect(await scan(nestZip(eicarBytes(), 8))).toEqual(found);
  });

  it(
    'calls a ZIP of 12,000 entries unscannable, and looks into all of 10,000',
    async () => {
      const entries = (count: number) =>
        Array.from({ length: count }, (_, index) => ({ name: `${index}.txt`, data: Buffer.from(`Entry ${index}`), stored: true }));
      expect(await scan(makeZip(entries(12_000)))).toEqual(unscannable('over_limits'));
      const most = makeZip(entries(10_000));
      expect(await scan(most)).toEqual(clean(most));
      expect(await scan(makeZip([...entries(9_999), { name: 'z', data: eicarBytes() }]))).toEqual(found);
    },
    slowTestMs,
  );

  it(
    'looks into an entry of 200 MiB to its end',
    async () => {
      const data = Buffer.alloc(209_715_200);
      const harmless = makeZip([{ name: 'big.bin', data }]);
      expect(await scan(harmless)).toEqual(clean(harmless));
      Buffer.from(eicarBytes()).copy(data, data.length - 68);
      expect(await scan(makeZip([{ name: 'big.bin', data }]))).toEqual(found);
    },
    slowTestMs,
  );

  it(
    'calls an entry of more than 200 MiB unscannable, wherever the ZIP lies, which clamd alone passes by unseen',
    async () => {
      const huge = makeZip([{ name: 'huge.bin', data: Buffer.alloc(270 * 1_048_576) }]);
      const hidden = [
        huge,
        makeZip([{ name: 'a.zip', data: huge }]),
        makeZip([{ name: 'a.gz', data: gzipSync(huge) }]),
        makeZip([{ name: 'a.bin', data: Buffer.concat([Buffer.from('something in front'), huge]) }]),
        Buffer.concat([Buffer.from('%PDF-1.4\n%%EOF\n'), huge]),
        Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), huge]),
        // Sizes that are told behind the data, or wrongly in one of the two places.
        makeZip([{ name: 'a.gz', data: gzipSync(tellingLess(huge, 'header')) }]),
        makeZip([{ name: 'a.gz', data: gzipSync(tellingLess(huge, 'directory')) }]),
      ];
      for (const bytes of hidden) expect(await scan(bytes)).toEqual(unscannable('over_limits'));
    },
    slowTestMs,
  );

  it(
    'looks into an entry of 270 MiB that says everywhere that it is small, to its end',
    async () => {
      const data = Buffer.alloc(270 * 1_048_576);
      Buffer.from(eicarBytes()).copy(data, data.length - 68);
      const lying = tellingLess(tellingLess(makeZip([{ name: 'huge.bin', data }]), 'header'), 'directory');
      for (const bytes of [makeZip([{ name: 'a.gz', data: gzipSync(lying) }]), Buffer.concat([Buffer.from('%PDF-1.4\n'), lying])])
        expect(await scan(bytes)).toEqual(found);
    },
    slowTestMs,
  );

  it('answers two hundred files at once, each with its own verdict', async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const bytes = index % 2 === 0 ? Buffer.from(`File ${index}`) : Buffer.concat([Buffer.from(`File ${index} `), eicarBytes()]);
        const verdict = await scan(bytes);
        return (
          verdict.verdict === (index % 2 === 0 ? 'clean' : 'infected') &&
          (verdict.verdict !== 'clean' || verdict.sizeBytes === bytes.length)
        );
      }),
    );
    expect(verdicts.filter((right) => !right)).toEqual([]);
  });
});
