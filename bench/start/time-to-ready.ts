import { rm } from 'node:fs/promises';
import { startDossier } from '../../test/support/start-dossier.ts';
import type { BenchGroup } from '../group.ts';
import { median } from '../statistics.ts';

/** Seconds a start may take (DESIGN's goal for the local run). */
const goalSeconds = 15;

/** From the start of the process to "Dossier is ready", on an empty data folder and again on the same one. */
export const timeToReady: BenchGroup = {
  name: 'start',
  summary: 'seconds from `npm start` to ready',
  async measure({ quick, say }) {
    const runs = quick ? 1 : 3;
    const seconds: Record<'empty folder' | 'the same folder again', number[]> = { 'empty folder': [], 'the same folder again': [] };
    for (let run = 1; run <= runs; run += 1) {
      say(`start: run ${run} of ${runs}`);
      let dataDir: string | undefined;
      for (const kind of ['empty folder', 'the same folder again'] as const) {
        const started = performance.now();
        const dossier = await startDossier(dataDir === undefined ? {} : { dataDir });
        seconds[kind].push((performance.now() - started) / 1000);
        dataDir = dossier.dataDir;
        await dossier.stop();
      }
      if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true });
    }
    return {
      title: 'Time to ready',
      notes: [
        `From the start of the process that \`npm start\` runs until it says that it is ready; median of ${runs}. Goal: below ${goalSeconds} s.`,
      ],
      columns: ['Data folder', 'Seconds', 'Of the goal', 'Goal'],
      rows: Object.entries(seconds).map(([kind, values]) => {
        const middle = median(values);
        return [kind, middle.toFixed(1), `${((middle / goalSeconds) * 100).toFixed(0)} %`, middle < goalSeconds ? 'met' : 'missed'];
      }),
    };
  },
};
