import { writeFile } from 'node:fs/promises';
import { type Command, readCommandLine, refuseUse } from '../bin/command-line.ts';
import { callsPerSecond } from './calls/calls-per-second.ts';
import type { BenchGroup, BenchTable } from './group.ts';
import { functionLoad } from './load/function-load.ts';
import { renderReport, renderTable } from './render-report.ts';
import { timeToReady } from './start/time-to-ready.ts';
import { scans } from './uploads/scans.ts';
import { uploadCpu } from './uploads/upload-cpu.ts';
import { uploadMemory } from './uploads/upload-memory.ts';

const groups: readonly BenchGroup[] = [timeToReady, callsPerSecond, functionLoad, uploadCpu, scans, uploadMemory];
const report = new URL('../docs/benchmarks.md', import.meta.url);

const command = {
  call: 'npm run bench',
  summary: 'Measures Dossier and writes docs/benchmarks.md.',
  options: {
    only: {
      type: 'string',
      multiple: true,
      value: '<group>',
      does: 'measures this group alone, and writes nothing; can be given several times',
    },
    quick: { type: 'boolean', does: 'fewer rounds, for a first look, and writes nothing' },
  },
  notes: ['Groups:', ...groups.map(({ name, summary }) => `  ${name.padEnd(14)}  ${summary}`)].join('\n'),
} as const satisfies Command;

const { only = [], quick = false } = readCommandLine(command);
if (only.some((name) => !groups.some((group) => group.name === name))) refuseUse(command, 'There is no such group');

const say = (line: string) => void process.stderr.write(`${line}\n`);
const tables: BenchTable[] = [];
for (const group of groups.filter(({ name }) => only.length === 0 || only.includes(name))) {
  const table = await group.measure({ quick, say });
  tables.push(table);
  process.stdout.write(`${renderTable(table)}\n\n`);
}
if (only.length === 0 && !quick) {
  await writeFile(report, renderReport(tables, new Date()));
  say('Written to docs/benchmarks.md.');
}
