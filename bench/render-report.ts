import { availableParallelism, cpus } from 'node:os';
import type { BenchTable } from './group.ts';

/** A table as Markdown, its columns aligned so that it reads well in a terminal too. */
export function renderTable({ title, notes, columns, rows }: BenchTable): string {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  const table = [line(columns), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)];
  return [`## ${title}`, ...notes, table.join('\n')].join('\n\n');
}

/** The whole report, with what the numbers depend on and without the name or the paths of the machine. */
export function renderReport(tables: readonly BenchTable[], now: Date): string {
  const model = cpus()[0]?.model.trim() || 'unknown';
  const head = [
    '# Benchmarks',
    `Written by \`npm run bench\` on ${now.toISOString().slice(0, 10)}: Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores (${model}). Both sides of every ratio were measured in the same run on the same machine; only the ratios carry over to another one.`,
  ];
  return `${[...head, ...tables.map(renderTable)].join('\n\n')}\n`;
}
