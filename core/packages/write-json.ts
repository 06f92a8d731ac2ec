import { createEntryNames } from './name-entries.ts';
import { type ListedSource, labelsOf, type PackageRow, type PackageSource, valueUnder } from './package-source.ts';

/**
 * `package.json` in pieces (CONTRACT section 9): valid JSON, one row a line, so that it can be read and compared. This is the
 * first reading of every source, so it also lists them.
 * @param content - the sources, in the order in which they are to appear
 * @param list - receives each source once it is read
 * @throws Error when a source comes twice; JSON readers would keep one of the two and lose the other.
 */
export async function* writeJson(
  content: AsyncIterable<PackageSource> | Iterable<PackageSource>,
  list: ListedSource[],
): AsyncGenerator<string> {
  const known = new Set<string>();
  const csvName = createEntryNames();
  yield '{';
  for await (const source of content) {
    if (known.has(source.source)) throw new Error('A source comes twice in the package.');
    yield `${known.size === 0 ? '' : ','}\n  ${JSON.stringify(source.source)}: [`;
    known.add(source.source);

    const columns = new Set<string>(source.kind === 'manual' ? source.labels : []);
    let rowCount = 0;
    let hasData = false;
    for await (const row of source.rows()) {
      const labels = labelsOf(source, row);
      if (source.kind === 'automatic') for (const label of labels) columns.add(label);
      hasData ||= labels.some((label) => valueUnder(row, label) !== null);
      yield `${rowCount === 0 ? '' : ','}\n    ${rowAsJson(row, labels)}`;
      rowCount += 1;
    }
    yield rowCount === 0 ? ']' : '\n  ]';
    list.push({ source, csvName: csvName(source.source), columns: [...columns], rowCount, hasData });
  }
  yield known.size === 0 ? '}\n' : '\n}\n';
}

/** Written by hand and not from an object, which would move number-like labels to the front and lose `__proto__`. */
function rowAsJson(row: PackageRow, labels: readonly string[]): string {
  return `{${labels.map((label) => `${JSON.stringify(label)}:${JSON.stringify(valueUnder(row, label))}`).join(',')}}`;
}
