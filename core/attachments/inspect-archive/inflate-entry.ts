import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import type { ArchiveBudget } from './archive-budget.ts';
import { ArchiveRefusal, demand } from './archive-refusal.ts';
import type { PlacedEntry } from './check-local-headers.ts';
import { innerKindOf } from './inner-file.ts';

/** Compression methods. @see APPNOTE.TXT 6.3.10, section 4.4.5 */
const stored = 0;
const deflated = 8;
/** Entries up to this size, by their directory, inflate at one go: a stream for each would cost more than the data. */
const smallBytes = 1_048_576;
/** The most that deflate gets out of one byte, rounded up. @see https://zlib.net/zlib_tech.html (1032:1) */
const deflateRatioMaximum = 1_040;
const sliceBytes = 65_536;

/**
 * Takes out one entry under the budget, and checks its size and checksum against the directory.
 * The sizes that the archive claims bound the work and are never believed.
 * @returns the bytes where they begin as something that is looked into in turn; else nothing
 * @throws ArchiveRefusal at a limit, or when the data is not what the directory says
 */
export async function inflateEntry(placed: PlacedEntry, budget: ArchiveBudget): Promise<Buffer | undefined> {
  const { entry, packed } = placed;
  demand(entry.method === stored || entry.method === deflated, 'unknown_method');
  budget.reserve(entry.inflatedBytes);
  if (entry.method === stored) return takeStored(placed, budget);
  demand(entry.inflatedBytes <= packed.length * deflateRatioMaximum, 'header_mismatch');
  if (entry.inflatedBytes <= smallBytes) return inflateAtOnce(placed, budget);
  return inflateAsStream(placed, budget);
}

function takeStored({ entry, packed }: PlacedEntry, budget: ArchiveBudget): Buffer | undefined {
  demand(packed.length === entry.inflatedBytes, 'header_mismatch');
  let checksum = 0;
  for (let at = 0; at < packed.length; at += smallBytes) {
    const slice = packed.subarray(at, at + smallBytes);
    checksum = crc32(slice, checksum);
    budget.countBytes(slice.length);
  }
  demand(checksum === entry.checksum, 'header_mismatch');
  return innerKindOf(packed) === undefined ? undefined : packed;
}

function inflateAtOnce({ entry, packed }: PlacedEntry, budget: ArchiveBudget): Buffer | undefined {
  // Its own limit makes zlib stop at the claimed size instead of believing it; zero is no legal limit.
  const { buffer, readBytes } = inflateBounded(packed, Math.max(1, entry.inflatedBytes));
  budget.countBytes(buffer.length);
  demand(buffer.length === entry.inflatedBytes && readBytes === packed.length, 'header_mismatch');
  demand(crc32(buffer) === entry.checksum, 'header_mismatch');
  return innerKindOf(buffer) === undefined ? undefined : buffer;
}

async function inflateAsStream({ entry, packed }: PlacedEntry, budget: ArchiveBudget): Promise<Buffer | undefined> {
  const engine = createInflateRaw({ chunkSize: sliceBytes });
  let checksum = 0;
  let bytes = 0;
  let kept: Buffer | undefined;
  engine.end(packed);
  try {
    for await (const chunk of engine as AsyncIterable<Buffer>) {
      budget.countBytes(chunk.length);
      demand(bytes + chunk.length <= entry.inflatedBytes, 'header_mismatch');
      if (bytes === 0 && innerKindOf(chunk) !== undefined) kept = Buffer.allocUnsafe(entry.inflatedBytes);
      if (kept !== undefined) chunk.copy(kept, bytes);
      checksum = crc32(chunk, checksum);
      bytes += chunk.length;
    }
  } catch (error) {
    throw error instanceof ArchiveRefusal ? error : new ArchiveRefusal('malformed');
  } finally {
    engine.destroy();
  }
  demand(bytes === entry.inflatedBytes && engine.bytesWritten === packed.length, 'header_mismatch');
  demand(checksum === entry.checksum, 'header_mismatch');
  return kept;
}

/**
 * Inflates at one go into at most `maxBytes`.
 * @returns the bytes, and how many packed ones they took
 * @throws ArchiveRefusal `header_mismatch` when more would come out, `malformed` when the data is damaged
 */
export function inflateBounded(packed: Buffer, maxBytes: number): { buffer: Buffer; readBytes: number } {
  try {
    // The types do not know what `info` does: it adds the engine, which counts the bytes it read.
    const result: unknown = inflateRawSync(packed, { maxOutputLength: maxBytes, info: true });
    if (isInflated(result)) return { buffer: result.buffer, readBytes: result.engine.bytesWritten };
  } catch (error) {
    const tooMuch = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new ArchiveRefusal(tooMuch ? 'header_mismatch' : 'malformed');
  }
  throw new TypeError('zlib gave no account of what it read.');
}

function isInflated(result: unknown): result is { buffer: Buffer; engine: { bytesWritten: number } } {
  if (typeof result !== 'object' || result === null || !('buffer' in result) || !('engine' in result)) return false;
  const { buffer, engine } = result;
  return Buffer.isBuffer(buffer) && typeof engine === 'object' && engine !== null && 'bytesWritten' in engine;
}
