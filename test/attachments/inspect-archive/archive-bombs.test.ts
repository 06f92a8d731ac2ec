import { describe, expect, it } from 'vitest';
import { archiveLimits } from '../../../core/attachments/inspect-archive/archive-limits.ts';
import { inspectArchive } from '../../../core/attachments/inspect-archive/inspect-archive.ts';
import { buildZip } from '../build-zip.ts';
import { mebibyte, text, wordOf } from './sample-archives.ts';

describe('bombs', () => {
  it('of one flat entry stop at the ratio, within one piece of the stream', async () => {
    const bytes = buildZip([{ name: 'zeros', data: Buffer.alloc(64 * mebibyte) }]);
    const outcome = await inspectArchive(bytes);
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'ratio' });
    expect(outcome.work.inflatedBytes).toBeLessThanOrEqual(archiveLimits.ratio * bytes.length + 65_536);
  });

  it('that claim to be small stop at the claim', async () => {
    const claim = { inflatedBytes: 2 * mebibyte };
    const outcome = await inspectArchive(buildZip([{ name: 'zeros', data: Buffer.alloc(9 * mebibyte), local: claim, central: claim }]));
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'header_mismatch' });
    expect(outcome.work.inflatedBytes).toBeLessThanOrEqual(2 * mebibyte + 65_536);
  });

  it('of less than ten mebibytes pass, as repeated letters are honest', async () => {
    expect(await wordOf(buildZip([{ name: 'zeros', data: Buffer.alloc(9 * mebibyte) }]))).toBe('ok');
  });

  it('that claim more than 200 MiB in all stop before anything is inflated', async () => {
    const claim = { inflatedBytes: 80 * mebibyte };
    const entries = ['a', 'b', 'c'].map((name) => ({ name, data: text, local: claim, central: claim }));
    const outcome = await inspectArchive(buildZip(entries));
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'too_large', work: { inflatedBytes: 0 } });
  });

  it('nested sixteen wide and five deep, as the well-known one, stop within the limits', async () => {
    let archive = buildZip([{ name: 'leaf', data: Buffer.alloc(4 * mebibyte) }]);
    for (let level = 0; level < 4; level += 1) {
      const copy = archive;
      archive = buildZip(Array.from({ length: 16 }, (_, index) => ({ name: `${level}-${index}.zip`, data: copy })));
    }
    const outcome = await inspectArchive(archive);
    expect(outcome).toMatchObject({ kind: 'unscannable' });
    expect(outcome.work.inflatedBytes).toBeLessThanOrEqual(archiveLimits.inflatedBytes);
    expect(outcome.work.entries).toBeLessThanOrEqual(archiveLimits.entries);
  });

  it('count the entries of all levels together', async () => {
    const inner = buildZip(Array.from({ length: 600 }, (_, index) => ({ name: `${index}` })));
    const outcome = await inspectArchive(buildZip(Array.from({ length: 20 }, (_, index) => ({ name: `${index}.zip`, data: inner }))));
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'too_many_entries' });
    expect(outcome.work.archives).toBeLessThan(20);
  });

  it('of 10,001 entries are refused unread, of 10,000 they pass', async () => {
    const entries = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}` }));
    expect(await inspectArchive(buildZip(entries))).toMatchObject({ word: 'too_many_entries', work: { entries: 0 } });
    expect(await inspectArchive(buildZip(entries.slice(1)))).toMatchObject({ kind: 'ok', work: { entries: 10_000 } });
  });

  it('that would take too long end at the deadline', async () => {
    let now = 0;
    const outcome = await inspectArchive(buildZip(Array.from({ length: 100 }, (_, index) => ({ name: `${index}`, data: text }))), {
      clock: () => {
        now += 500;
        return now;
      },
    });
    expect(outcome).toMatchObject({ kind: 'unscannable', word: 'deadline' });
    // The clock goes on by 500 at each look, and every entry is a look.
    expect(outcome.work.inflatedBytes).toBeLessThanOrEqual((archiveLimits.deadlineMs / 500) * text.length);
  });
});
