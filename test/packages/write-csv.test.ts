import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PackageValue } from '../../core/packages/package-source.ts';
import { defuseFormula } from '../../core/packages/write-csv.ts';
import { automatic, buildArchive, parseCsvByPython, readByPython } from './build-archive.ts';

async function csvOf(row: Record<string, PackageValue>): Promise<string> {
  return readByPython(await buildArchive([automatic('s', [row])])).get('csv/s.csv') ?? '';
}

describe('defuseFormula', () => {
  it.each(['=1+1', '+49 30', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x', '﹦1', ' =1', '\u200b=1', '\ufeff=1'])(
    'puts an apostrophe before %j',
    (text) => {
      expect(defuseFormula(text)).toBe(`'${text}`);
    },
  );

  it.each(['', 'Jane', '1-2', 'a=b', 'jane@example.com', ' x', "'=1"])('leaves %j as it is', (text) => {
    expect(defuseFormula(text)).toBe(text);
  });
});

describe('a CSV file', () => {
  it('writes each kind of value in its own way', async () => {
    const row = { text: 'a,b', quote: 'say "hi"', lines: 'a\r\nb', number: -5, flag: true, nothing: null, empty: '', nested: [{ a: 1 }] };
    expect(await csvOf(row)).toBe(
      'text,quote,lines,number,flag,nothing,empty,nested\r\n"a,b","say ""hi""","a\r\nb",-5,true,,"","[{""a"":1}]"\r\n',
    );
  });

  it('defuses its header too', async () => {
    expect(await csvOf({ '=cmd()': 'x', '-1': 'y' })).toBe("'=cmd(),'-1\r\nx,y\r\n");
  });

  it('keeps a lone null as a line that readers do not skip', async () => {
    expect(await csvOf({ only: null })).toBe('only\r\n""\r\n');
  });

  it('has every label that any row has, in the order in which they were met', async () => {
    const files = readByPython(await buildArchive([automatic('s', [{ a: 1 }, { b: 2, a: 3 }])]));
    expect(files.get('csv/s.csv')).toBe('a,b\r\n1,\r\n3,2\r\n');
  });

  it('parsed by another program, gives back what went in, apart from the defusing', { timeout: 30_000 }, async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.stringMatching(/^[=+@\t\r\n",' -]{0,4}[a-z]{0,3}$/),
      fc.constantFrom('__proto__', 'constructor', '＝1', '\u202e', '</script>'),
    );
    const table = fc.uniqueArray(text, { minLength: 1, maxLength: 5 }).chain((labels) =>
      fc.record({
        labels: fc.constant(labels),
        rows: fc.array(fc.array(text, { minLength: labels.length, maxLength: labels.length }), { maxLength: 4 }),
      }),
    );
    const samples = fc.sample(table, { seed: 20261121, numRuns: 300 });
    const content = samples.map(({ labels, rows }, index) => ({
      kind: 'manual' as const,
      source: `s${index}`,
      labels,
      rows: () => rows.map((row) => Object.fromEntries(labels.map((label, column) => [label, row[column] ?? null]))),
    }));
    const files = readByPython(await buildArchive(content));
    const parsed = parseCsvByPython(samples.map((_, index) => files.get(`csv/s${index}.csv`) ?? ''));
    const expected = samples.map(({ labels, rows }) => [labels, ...rows].map((line) => line.map((cell) => defuseFormula(cell))));
    expect(parsed).toEqual(expected);

    const json = JSON.parse(files.get('package.json') ?? '');
    expect(json).toEqual(Object.fromEntries(content.map(({ source, rows }) => [source, rows()])));
  });
});
