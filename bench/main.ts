import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
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

const help = `Measures Dossier and writes docs/benchmarks.md.

  node bench/main.ts [--only <group>]… [--quick]

  --only <group>  Measures this group alone, and writes nothing. Can be given several times.
  --quick         Fewer rounds, for a first look, and writes nothing.
  --help          Prints this.

Groups:
${groups.map(({ name, summary }) => `  ${name.padEnd(14)}  ${summary}`).join('\n')}
`;

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean' }, help: { type: 'boolean' } },
});
const { only = [], quick = false } = values;
const unknown = only.find((name) => !groups.some((group) => group.name === name));

if (values.help === true) {
  process.stdout.write(help);
} else if (unknown !== undefined) {
  process.stderr.write(`There is no group ${unknown}.\n\n${help}`);
  process.exitCode = 1;
} else {
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
}
