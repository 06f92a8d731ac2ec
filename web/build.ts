import { brotliCompressSync } from 'node:zlib';
import { readCommandLine } from '../bin/command-line.ts';
import { buildPages } from './build/build-pages.ts';
import { pages } from './build/pages.ts';

readCommandLine({
  call: 'npm run build:web',
  summary: 'Builds the two pages, the intake form and the desk, into web/dist, and tells the size of each file.',
  options: {},
  notes: 'It ends with 1 where a page brings more JavaScript than its budget.',
});

const files = await buildPages();
const sizes = files.map((file) => ({ ...file, raw: file.bytes.length, packed: brotliCompressSync(file.bytes).length }));
for (const { path, raw, packed } of sizes) {
  process.stdout.write(`${path.padEnd(34)} ${kilobytes(raw)} ${kilobytes(packed)} compressed\n`);
}
for (const page of pages) {
  const packed = sizes.filter((file) => file.page === page.name && file.kind === 'script').reduce((sum, file) => sum + file.packed, 0);
  if (packed > page.budgetBytes) {
    process.stderr.write(
      `The page ${page.name} brings ${kilobytes(packed)} of JavaScript; its budget is ${kilobytes(page.budgetBytes)}.\n`,
    );
    process.exitCode = 1;
  }
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`.padStart(9);
}
