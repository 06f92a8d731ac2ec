import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../api/send.ts';
import { pdfOfSize, postForm } from '../api/upload-form.ts';
import { startWatched, type WatchedDossier } from './open-watched.ts';

/** Uploads at once, and bytes of each (SECURITY section 7). */
const uploads = 100;
const bytesEach = 4 * 1_048_576;
/** Bytes the server process may ever have held. */
const mostBytes = 400_000_000;

let own: WatchedDossier;
beforeAll(async () => {
  own = await startWatched();
});
afterAll(() => own.stop());

/** The most memory a process ever held, in bytes. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
}

it.skipIf(process.platform !== 'linux')('100 uploads of 4 MiB at once are taken or put off, in 400 MB', { timeout: 180_000 }, async () => {
  const before = await peakOf(own.dossier.pid);
  const bytes = pdfOfSize(bytesEach);
  const answers: Answer[] = await Promise.all(Array.from({ length: uploads }, () => postForm(own.api, { bytes })));
  const peak = await peakOf(own.dossier.pid);
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  console.info(`peak ${(peak / 1e6).toFixed(0)} MB, ${(before / 1e6).toFixed(0)} MB before; answers ${JSON.stringify([...counts])}`);
  for (const { status, headers, text } of answers) {
    expect([200, 429, 503], text.slice(0, 300)).toContain(status);
    if (status !== 200) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  const stored = counts.get(200) ?? 0;
  expect(stored).toBeGreaterThan(0);
  expect((await own.attachments()).filter(({ state }) => state === 'uploaded')).toHaveLength(stored);
  expect(own.objects()).toHaveLength(stored);
  expect(peak).toBeLessThan(mostBytes);
  expect((await own.api.call('check-health')).status).toBe(200);
});
