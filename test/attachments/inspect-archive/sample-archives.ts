import type { ArchiveRefusalWord } from '../../../core/attachments/inspect-archive/archive-refusal.ts';
import { inspectArchive } from '../../../core/attachments/inspect-archive/inspect-archive.ts';
import { buildZip, type EntrySpec } from '../build-zip.ts';

/** A text that packs well. */
export const text = Buffer.from('A letter of some length, so that it packs well. '.repeat(20));
/** Two ordinary entries. */
export const one: EntrySpec = { name: 'letter.txt', data: text };
export const two: EntrySpec = { name: 'folder/other.txt', data: Buffer.from('other') };
export const mebibyte = 1_048_576;

/** An archive in an archive in an archive. */
export function nest(depth: number, core: Buffer = buildZip([one])): Buffer {
  let archive = core;
  for (let level = 1; level < depth; level += 1) archive = buildZip([{ name: `level-${level}.zip`, data: archive }]);
  return archive;
}

/** What comes of an archive, in one word. */
export async function wordOf(bytes: Buffer): Promise<ArchiveRefusalWord | 'ok'> {
  const outcome = await inspectArchive(bytes);
  return outcome.kind === 'ok' ? 'ok' : outcome.word;
}
