import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectArchive } from '../../../core/attachments/inspect-archive/inspect-archive.ts';
import { buildZip } from '../build-zip.ts';
import { one, two } from './sample-archives.ts';

describe('any bytes', () => {
  it('end in an outcome and never in an error, whichever byte of an archive is changed', async () => {
    const seed = buildZip([one, { ...two, descriptor: 'signed' }, { name: 'in.zip', data: buildZip([one]) }], { zip64: {} });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(seed);
        for (const [at, value] of changes) bytes[at] = value;
        const outcome = await inspectArchive(bytes);
        expect(['ok', 'unscannable']).toContain(outcome.kind);
      }),
      { seed: 20_261_121, numRuns: 2_000 },
    );
  });
});
