import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIcapScanner } from '../../adapters/icap/icap-scanner.ts';
import { guardScanner } from '../../core/attachments/guarded-scanner.ts';
import { startScanner } from '../../scanner/start-scanner.ts';
import type { BenchGroup } from '../group.ts';
import { median, ratePerSecond } from '../statistics.ts';

/** The share of the C client's rate that is asked for, and what is good. */
const goals = { least: 0.6, good: 0.8 };
const concurrency = 4;
const sizes = [
  { name: '10 kB', bytes: 10_000, count: 400 },
  { name: '1 MB', bytes: 1_000_000, count: 100 },
  { name: '8 MB', bytes: 8_000_000, count: 16 },
] as const;
/** Runs of each side, one after the other: what disturbs the machine disturbs both. */
const runs = 3;

/** Scans through the product, against c-icap's own client on the same c-icap. */
export const scans: BenchGroup = {
  name: 'scans',
  summary: 'scans per second through the product, against c-icap-client on the same scanner',
  async measure({ quick, say }) {
    const scanner = await startScanner({ signaturesFrom: '/nonexistent' });
    const folder = await mkdtemp(join(tmpdir(), 'dossier-bench-'));
    try {
      const guarded = guardScanner(createIcapScanner({ ...scanner, timeoutSeconds: 60 }), { now: Date.now });
      const rows: string[][] = [];
      for (const { name, bytes, count } of sizes) {
        say(`scans: ${name}`);
        const file = join(folder, 'file');
        const content = Buffer.from(randomBytes(bytes).toString('latin1'), 'latin1');
        await writeFile(file, content);
        const scanOnce = async () => {
          const { verdict } = await guarded.scan(content, Date.now() + 60_000);
          if (verdict !== 'clean') throw new Error(`A harmless file is called ${verdict}.`);
        };
        await scanOnce();
        const rates: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
        const times: number[] = [];
        const some = quick ? Math.ceil(count / 4) : count;
        for (let run = 0; run < runs; run += 1) {
          rates.theirs.push(await rateOfClient(file, scanner.port, some));
          rates.ours.push(
            await ratePerSecond(some, concurrency, async () => {
              const started = performance.now();
              await scanOnce();
              times.push(performance.now() - started);
            }),
          );
        }
        const [ours, theirs] = [median(rates.ours), median(rates.theirs)];
        const share = ours / theirs;
        const sorted = [...times].sort((a, b) => a - b);
        const at = (part: number) => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1);
        const met = (goal: number) => (share >= goal ? 'yes' : 'no');
        rows.push([
          name,
          theirs.toFixed(0),
          ours.toFixed(0),
          `${(share * 100).toFixed(0)} %`,
          at(0.5),
          at(0.99),
          met(goals.least),
          met(goals.good),
        ]);
      }
      return {
        title: 'Scans',
        notes: [
          `Files per second through the product’s ICAP client behind its canary guard, ${concurrency} at a time, against c-icap-client, Debian’s client in C, as ${concurrency} loops of one process a file, on the same c-icap and clamd with the canary’s signature only. Random bytes; median of ${runs} runs, interleaved. Latency is the product’s. Goal: at least ${goals.least * 100} % of the C client; ${goals.good * 100} % is better.`,
        ],
        columns: [
          'File',
          'C client, 1/s',
          'Product, 1/s',
          'Share',
          'p50, ms',
          'p99, ms',
          `≥ ${goals.least * 100} %`,
          `≥ ${goals.good * 100} %`,
        ],
        rows,
      };
    } finally {
      await scanner.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Files per second of c-icap-client. */
async function rateOfClient(file: string, port: number, count: number): Promise<number> {
  const loop = `i=0; while [ $i -lt $1 ]; do c-icap-client -i 127.0.0.1 -p $2 -s avscan -nopreview -f "$3" >/dev/null 2>&1 || exit 1; i=$((i+1)); done`;
  const each = Math.ceil(count / concurrency);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      const shell = spawn('sh', ['-c', loop, 'sh', String(each), String(port), file], { stdio: 'ignore' });
      const code = await new Promise<number | null>((resolve) => shell.once('exit', resolve));
      if (code !== 0) throw new Error('c-icap-client failed.');
    }),
  );
  return (each * concurrency) / ((performance.now() - started) / 1_000);
}
