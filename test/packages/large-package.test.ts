import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';

const measure = z.object({ packedBytes: z.number(), peakKilobytes: z.number() });
const program = fileURLToPath(new URL('./write-large-package.ts', import.meta.url));

describe('a large package', () => {
  it('of 200 MB of JSON is written with less than 256 MB of memory, the whole process counted', { timeout: 120_000 }, () => {
    const measured = measure.parse(JSON.parse(execFileSync(process.execPath, [program, '200000000'], { encoding: 'utf8' })));
    expect(measured.packedBytes).toBeGreaterThan(10_000_000);
    expect(measured.peakKilobytes).toBeLessThan(256_000);
  });
});
