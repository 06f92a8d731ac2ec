import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { BenchGroup } from '../group.ts';
import { median } from '../statistics.ts';
import { makeUploadEvent, openUploadHandler, type UploadHandler } from './open-upload-handler.ts';

/** How often more processor time than the floor an upload may take, and what a good one takes. */
const goals = { most: 2, good: 1.5 };
const sizes = [
  { name: '1 kB, the calls alone', bytes: 1_000 },
  { name: '1 MiB', bytes: 1_048_576 },
  { name: '4 MiB', bytes: 4_194_304 },
] as const;
/** Rounds before it counts: a function that takes uploads is warm. */
const warmUp = 30;
const bodyOf = z.object({ body: z.string() });

/** Processor time of an upload in its handler, against what no handler can do without. */
export const uploadCpu: BenchGroup = {
  name: 'uploads',
  summary: 'processor time of an upload in its function, against parsing, decoding and hashing the same bytes',
  async measure({ quick, say }) {
    const rounds = quick ? 15 : 40;
    const handler = await openUploadHandler();
    try {
      const rows: string[][] = [];
      for (const { name, bytes } of sizes) {
        say(`uploads: ${name}`);
        const { floor, own } = await measureSize(handler, makeUploadEvent(bytes).text, rounds);
        const ratio = own / floor;
        rows.push([
          name,
          floor.toFixed(1),
          own.toFixed(1),
          ratio.toFixed(2),
          ratio <= goals.most ? 'yes' : 'no',
          ratio <= goals.good ? 'yes' : 'no',
        ]);
      }
      return {
        title: 'Processor time of an upload',
        notes: [
          `Milliseconds of processor time, user and system, for one upload of a PDF in the function as it is deployed: multipart grammar, parser, type, PDF check, digest, record and object, over stubs of DynamoDB and S3 in a process of their own. The floor is JSON.parse of the event, base64 decoding and SHA-256 of the same bytes. The row of 1 kB shows what the six calls of the AWS SDK cost by themselves. Median of ${rounds} rounds, interleaved. Goal: at most ${goals.most} times the floor; ${goals.good} is better.`,
        ],
        columns: ['File', 'Floor, ms', 'Upload, ms', 'Ratio', `≤ ${goals.most}`, `≤ ${goals.good}`],
        rows,
      };
    } finally {
      handler.close();
    }
  },
};

async function measureSize(handler: UploadHandler, text: string, rounds: number): Promise<{ floor: number; own: number }> {
  const floors: number[] = [];
  const owns: number[] = [];
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const floor = await cpuOf(async () => {
      const bytes = Buffer.from(bodyOf.parse(JSON.parse(text)).body, 'base64');
      createHash('sha256').update(bytes).digest('hex');
    });
    const own = await cpuOf(() => handler.handle(text));
    if (round >= warmUp) {
      floors.push(floor);
      owns.push(own);
    }
  }
  return { floor: median(floors), own: median(owns) };
}

/** Milliseconds of processor time. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
