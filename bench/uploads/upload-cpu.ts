import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { BenchGroup } from '../group.ts';
import { median } from '../statistics.ts';
import { makeUploadEvent, makeUploadHandler, openUploadHandler } from './open-upload-handler.ts';

/** How often more processor time than the floor an upload may take, and what a good one takes. */
const goals = { most: 2, good: 1.5 };
const sizes = [
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
    const handler = await makeUploadHandler();
    const deployed = await openUploadHandler();
    try {
      const rows: string[][] = [];
      for (const { name, bytes } of sizes) {
        say(`uploads: ${name}`);
        const { text } = makeUploadEvent(bytes);
        const [floor, own, whole] = await takeTurns(
          [() => doTheLeast(text), () => handler.handle(text), () => deployed.handle(text)],
          rounds,
        );
        const met = (goal: number) => (whole / floor <= goal ? 'yes' : 'no');
        rows.push([
          name,
          ...[floor, whole].map((time) => time.toFixed(1)),
          (whole / floor).toFixed(2),
          met(goals.most),
          met(goals.good),
          own.toFixed(1),
          (own / floor).toFixed(2),
        ]);
      }
      say('uploads: the calls alone');
      const tiny = makeUploadEvent(1_000).text;
      const [own, whole] = await takeTurns([() => handler.handle(tiny), () => deployed.handle(tiny)], rounds);
      return {
        title: 'Processor time of an upload',
        notes: [
          `Milliseconds of processor time, user and system, over all threads, for one upload of a PDF in the function as it is deployed: multipart grammar, parser, type, PDF check, digest, record and object, over stubs of DynamoDB and S3 in a process of their own. The floor is JSON.parse of the event, base64 decoding and SHA-256 of the same bytes. Median of ${rounds} rounds, in turns. Goal: at most ${goals.most} times the floor; ${goals.good} is better.`,
          `"Without calls" is the same handler over stores that answer in the process, since the floor has no calls either. The difference is five calls of the AWS SDK (the count, the form, the record, the object, the record again), ${(whole - own).toFixed(1)} ms for a file of 1 kB, and the way of the file through the socket.`,
        ],
        columns: ['File', 'Floor, ms', 'Upload, ms', 'Ratio', `≤ ${goals.most}`, `≤ ${goals.good}`, 'Without calls, ms', 'Ratio'],
        rows,
      };
    } finally {
      deployed.close();
    }
  },
};

async function doTheLeast(text: string): Promise<void> {
  const bytes = Buffer.from(bodyOf.parse(JSON.parse(text)).body, 'base64');
  createHash('sha256').update(bytes).digest('hex');
}

/** The median of each work's processor time, the works taking turns. */
async function takeTurns<const W extends readonly (() => Promise<void>)[]>(works: W, rounds: number): Promise<{ [K in keyof W]: number }> {
  const times = works.map((): number[] => []);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    for (const [index, work] of works.entries()) {
      const time = await cpuOf(work);
      if (round >= warmUp) times[index]?.push(time);
    }
  }
  return times.map(median) as { [K in keyof W]: number };
}

/** Milliseconds of processor time. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
