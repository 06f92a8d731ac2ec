import { escapeHtml } from './escape-html.ts';
import { type ListedSource, type PackageAbout, type PackageRow, type PackageValue, rereadRows, valueUnder } from './package-source.ts';
import { reportPolicy, reportStyle } from './report-style.ts';

/**
 * `report.html` in pieces: the package for people. One self-contained page that loads nothing and runs nothing.
 * @param list - the sources, as their first reading showed them
 * @param about - what the package says about itself
 * @throws Error when a source has changed since its first reading.
 */
export async function* writeReport(list: readonly ListedSource[], about: PackageAbout): AsyncGenerator<string> {
  yield opening(about);
  if (!list.some(({ hasData }) => hasData)) {
    yield '<p class="none"><strong>We hold no data about you.</strong></p>\n';
    if (list.length > 0) yield '<p>We looked in every place listed below and found nothing.</p>\n';
  }
  if (list.length > 0) yield overview(list);
  for (const [index, listed] of list.entries()) yield* section(listed, index + 1);
  yield `${list.length === 0 ? emptyClosing : closing}\n</main>\n</body>\n</html>\n`;
}

function opening({ requestId, askedAt }: PackageAbout): string {
  const moment = askedAt.toISOString();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(reportPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Your data: answer to request ${escapeHtml(requestId)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<h1>Your data</h1>
<p>You asked us which personal data we hold about you. This is our answer.</p>
<p class="faint">Request <code>${escapeHtml(requestId)}</code>, asked on <time datetime="${moment}">${moment.slice(0, 10)}</time>.</p>
`;
}

const closing = `<h2 id="files">The files of this package</h2>
<p><code>report.html</code> is this page. <code>package.json</code> holds the same data for computer programs, exactly as we keep it.
The folder <code>csv</code> holds one table for each part, for spreadsheet programs. If accents look wrong there, import the file and choose UTF-8.</p>
<p>In the CSV files an apostrophe stands before a text that begins like a formula, such as <code>+49</code>, so that no program runs it.</p>
<p>Characters that cannot be seen or that change the direction of text are shown on this page by their number, such as [U+202E].</p>
<p>This package holds personal data. Keep it where only you can read it.</p>`;

const emptyClosing = `<h2 id="files">The files of this package</h2>
<p><code>report.html</code> is this page. <code>package.json</code> says the same for computer programs.</p>`;

function overview(list: readonly ListedSource[]): string {
  const rows = list.map(
    ({ source, rowCount, csvName, hasData }, index) =>
      `<tr><th scope="row"><a href="#part-${index + 1}">${titleOf(source)}</a></th><td>${source.kind === 'manual' ? 'Looked up by people' : 'Read automatically'}</td>` +
      `<td>${hasData ? rowCount : 'No data'}</td><td><code>${escapeHtml(csvName)}</code></td></tr>\n`,
  );
  return `<h2 id="parts">Where your data comes from</h2>
<div class="scroll" role="region" aria-labelledby="parts" tabindex="0"><table>
<caption>The parts of this package</caption>
<thead><tr><th scope="col">Part</th><th scope="col">How we found it</th><th scope="col">Records</th><th scope="col">File</th></tr></thead>
<tbody>
${rows.join('')}</tbody></table></div>
`;
}

async function* section(listed: ListedSource, number: number): AsyncGenerator<string> {
  const { source, rowCount, columns, hasData } = listed;
  const id = `part-${number}`;
  yield `<section aria-labelledby="${id}">\n<h2 id="${id}">${titleOf(source)}</h2>\n<p>${originOf(listed)}</p>\n`;
  if (!hasData) yield '<p>Nothing about you was found here.</p>\n';
  if (rowCount > 0 && columns.length > 0) {
    // The place that scrolls is named by its table: two landmarks of one name could not be told apart.
    const caption = `${id}-table`;
    yield `<div class="scroll" role="region" aria-labelledby="${caption}" tabindex="0">`;
    yield* rowCount === 1 ? fieldTable(listed, caption) : rowTable(listed, caption);
    yield '</div>\n';
  } else {
    // Nothing to show; the reading still tells whether the source has changed.
    for await (const _ of rereadRows(listed));
  }
  yield '</section>\n';
}

/** One record reads best downwards. */
async function* fieldTable(listed: ListedSource, caption: string): AsyncGenerator<string> {
  yield `<table class="fields">\n<caption id="${caption}">1 record in ${titleOf(listed.source)}</caption>\n`;
  yield '<thead><tr><th scope="col">Field</th><th scope="col">Value</th></tr></thead>\n<tbody>\n';
  for await (const row of rereadRows(listed)) {
    for (const label of listed.columns) {
      yield `<tr><th scope="row" dir="auto">${escapeHtml(label)}</th>${cell(row, label)}</tr>\n`;
    }
  }
  yield '</tbody></table>';
}

async function* rowTable(listed: ListedSource, caption: string): AsyncGenerator<string> {
  const heads = listed.columns.map((label) => `<th scope="col" dir="auto">${escapeHtml(label)}</th>`);
  yield `<table>\n<caption id="${caption}">${listed.rowCount} records in ${titleOf(listed.source)}</caption>\n`;
  yield `<thead><tr><th scope="col">Record</th>${heads.join('')}</tr></thead>\n<tbody>\n`;
  let number = 0;
  for await (const row of rereadRows(listed)) {
    number += 1;
    yield `<tr><th scope="row">${number}</th>${listed.columns.map((label) => cell(row, label)).join('')}</tr>\n`;
  }
  yield '</tbody></table>';
}

function cell(row: PackageRow, label: string): string {
  return `<td dir="auto">${valueAsHtml(valueUnder(row, label))}</td>`;
}

function valueAsHtml(value: PackageValue): string {
  if (value === null) return '<span class="faint">nothing</span>';
  if (value === '') return '<span class="faint">empty</span>';
  if (typeof value === 'object') return `<pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre>`;
  return escapeHtml(String(value));
}

function titleOf({ name, source }: ListedSource['source']): string {
  return `<bdi>${escapeHtml(name ?? source)}</bdi>`;
}

function originOf({ source }: ListedSource): string {
  const key = `<code><bdi>${escapeHtml(source.source)}</bdi></code>`;
  return source.kind === 'manual'
    ? `People looked in this system and typed in what they found about you. It is passed on as they entered it. In <code>package.json</code> it stands under ${key}.`
    : `This was read automatically from one of our systems. In <code>package.json</code> it stands under ${key}.`;
}
