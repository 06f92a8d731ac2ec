import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FunctionName, functionNames } from '../../contracts/functions.ts';
import type { BenchGroup } from '../group.ts';
import { median } from '../statistics.ts';
import { bundleFile, bundleText } from './bundle.ts';
import { type Load, loadOnce } from './load-once.ts';
import { writeSdkEntry } from './sdk-entry.ts';

/** What a function may cost above the SDK it needs, as a share of the SDK's own cost; and what a good one does. */
const goals = { most: 0.25, good: 0.15 };

interface Subject {
  readonly file: string;
  readonly kilobytes: number;
  readonly loads: Load[];
}

/** The load of every function's bundle in a fresh process, against the SDK it needs and against nothing. */
export const functionLoad: BenchGroup = {
  name: 'load',
  summary: 'milliseconds to load each function, against a bare handler and one with its SDK clients only',
  async measure({ quick, say }) {
    const processes = quick ? 5 : 21;
    const folder = await mkdtemp(join(tmpdir(), 'dossier-bench-'));
    try {
      say('load: bundling');
      const bare = await makeSubject(folder, 'bare', 'export const handler = async () => ({ statusCode: 200 });');
      const pairs = await bundleAll(folder);
      const subjects = [bare, ...pairs.flatMap(({ sdk, slim, own }) => [sdk, slim, own])];
      // One round after the other, every subject in each: what disturbs the machine disturbs all alike.
      for (let round = 0; round <= processes; round += 1) {
        say(`load: round ${round} of ${processes}`);
        for (const subject of subjects) {
          const load = await loadOnce(subject.file);
          // The first round fills the disk cache.
          if (round > 0) subject.loads.push(load);
        }
      }
      return {
        title: 'Load of the functions',
        notes: [
          `Milliseconds to load a bundle in a fresh Node process, without the start of Node itself; median of ${processes} processes each, interleaved. "SDK" is a handler with the SDK clients and commands that this function's own files import, the clients made. Own cost = (function − SDK) / SDK, by the clock and, less disturbed by what else the machine does, by processor time. Goal: at most ${goals.most * 100} %; ${goals.good * 100} % is better.`,
          'Functions are bundled without the SDK’s chain of credential providers, of which Lambda needs the variables only (docs/decisions/0010-credentials-of-functions.md). "SDK, trimmed" is the same handler bundled like that, and the last column the own cost over it.',
          `A bare handler loads in ${middle(bare, 'wall').toFixed(1)} ms.`,
        ],
        columns: [
          'Function',
          'KB',
          'SDK, ms',
          'SDK, trimmed, ms',
          'Function, ms',
          'Own cost',
          'Own cost, CPU',
          `≤ ${goals.most * 100} %`,
          `≤ ${goals.good * 100} %`,
          'Over the trimmed SDK',
        ],
        rows: pairs.map(({ name, sdk, slim, own }) => {
          const cost = ownCost(sdk, own, 'wall');
          const met = (goal: number) => (cost <= goal ? 'yes' : 'no');
          const times = [sdk, slim, own].map((subject) => middle(subject, 'wall').toFixed(1));
          const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
          return [
            name,
            own.kilobytes.toFixed(0),
            ...times,
            percent(cost),
            percent(ownCost(sdk, own, 'cpu')),
            met(goals.most),
            met(goals.good),
            percent(ownCost(slim, own, 'wall')),
          ];
        }),
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function middle(subject: Subject, kind: keyof Load): number {
  return median(subject.loads.map((load) => load[kind]));
}

function ownCost(sdk: Subject, own: Subject, kind: keyof Load): number {
  return (middle(own, kind) - middle(sdk, kind)) / middle(sdk, kind);
}

interface Pair {
  readonly name: FunctionName;
  readonly sdk: Subject;
  /** The SDK bundled as functions are. */
  readonly slim: Subject;
  readonly own: Subject;
}

async function bundleAll(folder: string): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (const name of functionNames) {
    const own = await bundleFile(`lambdas/${name}/handler.ts`, join(folder, `${name}.cjs`));
    const entry = writeSdkEntry(own.inputs);
    const sdk = await makeSubject(folder, `${name}.sdk`, entry);
    const slim = await makeSubject(folder, `${name}.slim`, entry, true);
    pairs.push({ name, sdk, slim, own: { file: own.file, kilobytes: own.bytes / 1000, loads: [] } });
  }
  return pairs;
}

async function makeSubject(folder: string, name: string, text: string, deployed = false): Promise<Subject> {
  const { file, bytes } = await bundleText(text, join(folder, `${name}.cjs`), deployed);
  return { file, kilobytes: bytes / 1000, loads: [] };
}
