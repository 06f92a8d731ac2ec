import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { BenchGroup } from '../group.ts';
import { median } from '../statistics.ts';
import { type MakeCalls, openCalls } from './make-calls.ts';
import { makeUploadEvent, makeUploadHandler, openUploadFunction } from './open-upload-handler.ts';
import { startStubStores } from './start-stub-stores.ts';

/** How often more processor time than the floor an upload may take, and what a good one takes. */
const goals = { most: 2, good: 1.5 };
const sizes = [
  { name: '1 MiB', bytes: 1_048_576 },
  { name: '4 MiB', bytes: 4_194_304 },
] as const;
/** Rounds before it counts: a function that takes uploads is warm. V8 is through with compiling what an upload runs by then. */
const warmUp = 100;
const bodyOf = z.object({ body: z.string() });

/** Processor time of an upload in its handler and in its function, against what neither can do without. */
export const uploadCpu: BenchGroup = {
  name: 'uploads',
  summary: 'processor time of an upload, against parsing, decoding and hashing the same bytes',
  async measure({ quick, say }) {
    const rounds = quick ? 15 : 40;
    const stores = await startStubStores();
    try {
      const handle = await makeUploadHandler();
      const handleDeployed = await openUploadFunction(stores.url);
      const makeCalls = openCalls();
      const rows: string[][] = [];
      for (const { name, bytes } of sizes) {
        say(`uploads: ${name}`);
        const { text } = makeUploadEvent(bytes);
        const [floor, own, least, whole] = await takeTurns(
          [async () => void doTheLeast(text), () => handle(text), () => doTheLeastAndCall(text, makeCalls), () => handleDeployed(text)],
          rounds,
        );
        const met = (ratio: number, goal: number) => (ratio <= goal ? 'yes' : 'no');
        rows.push([
          name,
          floor.toFixed(1),
          own.toFixed(1),
          (own / floor).toFixed(2),
          met(own / floor, goals.most),
          met(own / floor, goals.good),
          least.toFixed(1),
          whole.toFixed(1),
          (whole / least).toFixed(2),
          (whole / floor).toFixed(2),
          met(whole / floor, goals.most),
        ]);
      }
      return {
        title: 'Processor time of an upload',
        notes: [
          `Milliseconds of processor time, user and system, over all threads, for one upload of a PDF. The floor is JSON.parse of the event, base64 decoding and SHA-256 of the same bytes. The handler does all that the function does itself: multipart grammar, parser, form, name, type, PDF check, digest, id and token, record, answer; its stores answer in the process, since the floor has no calls either. Median of ${rounds} rounds, in turns. Goal: at most ${goals.most} times the floor; ${goals.good} is better.`,
          `"Deployed" is the function as it is deployed, with five calls of the AWS SDK (the count, the form, the record, the object, the record again) over HTTP to stubs of DynamoDB and S3 in a process of their own. "Floor and calls" makes the same five calls and does nothing else but the floor: what a function would take that checks nothing.`,
        ],
        columns: [
          'File',
          'Floor, ms',
          'Handler, ms',
          'Handler / floor',
          `≤ ${goals.most}`,
          `≤ ${goals.good}`,
          'Floor and calls, ms',
          'Deployed, ms',
          'Deployed / floor and calls',
          'Deployed / floor',
          `≤ ${goals.most}`,
        ],
        rows,
      };
    } finally {
      stores.stop();
    }
  },
};

/** What no upload can do without. */
function doTheLeast(text: string): { readonly bytes: Buffer; readonly sha256: string } {
  const bytes = Buffer.from(bodyOf.parse(JSON.parse(text)).body, 'base64');
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function doTheLeastAndCall(text: string, makeCalls: MakeCalls): Promise<void> {
  const { bytes, sha256 } = doTheLeast(text);
  await makeCalls(bytes, sha256);
}

/**
 * The median of each work's processor time, the works taking turns. Each round another one begins: collecting garbage comes at
 * regular distances, and would meet the same work every time.
 */
async function takeTurns<const W extends readonly (() => Promise<void>)[]>(works: W, rounds: number): Promise<{ [K in keyof W]: number }> {
  const turns = works.map((work): { work: () => Promise<void>; times: number[] } => ({ work, times: [] }));
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const first = round % turns.length;
    for (const { work, times } of [...turns.slice(first), ...turns.slice(0, first)]) {
      const time = await cpuOf(work);
      if (round >= warmUp) times.push(time);
    }
  }
  return turns.map(({ times }) => median(times)) as { [K in keyof W]: number };
}

/** Milliseconds of processor time. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
