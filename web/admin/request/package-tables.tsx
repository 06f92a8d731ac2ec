import type { PackageContent } from './read-package.ts';

/** Rows of a source that are shown; the file holds them all. */
const shownRows = 100;

/** Every source of a package as a table. */
export function PackageTables({ content }: { readonly content: PackageContent }) {
  const sources = Object.entries(content);
  if (sources.length === 0) return <p>The package holds no source.</p>;
  return (
    <>
      {sources.map(([source, rows]) => (
        <Source key={source} source={source} rows={rows} />
      ))}
    </>
  );
}

function Source({ source, rows }: { readonly source: string; readonly rows: PackageContent[string] }) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    // A wide table is scrolled by the keyboard too, so its frame takes the focus.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region needs it (axe: scrollable-region-focusable)
    <section class="table-frame" tabIndex={0} aria-label={`Data of ${source}`}>
      <table class="table table--plain">
        <caption>
          <code>{source}</code>
          {rows.length > shownRows && `, the first ${shownRows} of ${rows.length} rows`}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shownRows).map((row, index) => (
            // Rows of a package have no names of their own and never change their order.
            <tr key={index}>
              {columns.map((column) => (
                <td key={column}>{writeValue(row[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A value as people read it; nothing found and an empty text are told apart. */
function writeValue(value: unknown) {
  if (value === null || value === undefined) return <em class="soft">nothing found</em>;
  if (value === '') return <em class="soft">empty text</em>;
  return <span class="pre">{typeof value === 'string' ? value : JSON.stringify(value)}</span>;
}
