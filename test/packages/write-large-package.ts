import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PackageRow } from '../../core/packages/package-source.ts';
import { createPackageStream } from '../../core/packages/write-package.ts';

// Run as a process of its own by large-package.test.ts: writes a package whose package.json has about the given number of
// bytes to nowhere, and prints what it took.
const wanted = Number(process.argv[2]);
const words = Array.from({ length: 997 }, (_, index) => ((index * 2654435761) >>> 0).toString(36));
const rowBytes = 1_000;

/** About a kilobyte of words that packs like text: each row begins elsewhere. */
function noteOf(id: number): string {
  const start = (id * 31) % (words.length - 140);
  return words.slice(start, start + 140).join(' ');
}

function* rows(): Generator<PackageRow> {
  for (let id = 0; id < wanted / rowBytes; id += 1) yield { id, name: `Customer ${id}`, note: noteOf(id) };
}

let packedBytes = 0;
const nowhere = new Writable({
  write(chunk: Buffer, _encoding, done) {
    packedBytes += chunk.length;
    done();
  },
});
const content = [{ kind: 'automatic', source: 'postgres_example:note', rows }] as const;
await pipeline(createPackageStream(content, { requestId: 'pri_large', askedAt: new Date(0) }), nowhere);
console.log(JSON.stringify({ packedBytes, peakKilobytes: process.resourceUsage().maxRSS }));
