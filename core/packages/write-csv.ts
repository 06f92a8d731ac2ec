import { type ListedSource, type PackageValue, rereadRows, valueUnder } from './package-source.ts';

/** RFC 4180, section 2. */
const lineEnd = '\r\n';

/** Blanks and invisible characters, which some spreadsheet programs skip before they look for a formula. */
const skipped = /^[\s\p{Cc}\p{Cf}]+/u;

/**
 * One CSV file in pieces: a header of labels, then the rows (RFC 4180, UTF-8 without a byte-order mark). Null is an empty cell,
 * an empty text is `""`, a nested value is its JSON text.
 * @param listed - the source, as its first reading showed it
 * @throws Error when the source has changed since then.
 */
export async function* writeCsv(listed: ListedSource): AsyncGenerator<string> {
  const { columns } = listed;
  // A lone empty cell would be a blank line, which readers skip.
  const empty = columns.length === 1 ? '""' : '';
  if (columns.length > 0) yield columns.map((label) => csvText(label)).join(',') + lineEnd;
  for await (const row of rereadRows(listed)) {
    if (columns.length > 0) yield columns.map((label) => csvCell(valueUnder(row, label)) || empty).join(',') + lineEnd;
  }
}

function csvCell(value: PackageValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return csvText(value);
  // Numbers and booleans are JSON's own spelling: no formula can be written with it, so -5 stays -5.
  return typeof value === 'object' ? csvText(JSON.stringify(value)) : String(value);
}

function csvText(text: string): string {
  const safe = defuseFormula(text);
  return safe === '' || /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The text with an apostrophe in front where a spreadsheet program could take it for a formula: `=`, `+`, `-`, `@` first, in
 * ASCII or any compatibility form (fullwidth, small, raised), blanks before it or not, and every text that starts with a tab or
 * a line break.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function defuseFormula(text: string): string {
  const first = text.replace(skipped, '').slice(0, 1).normalize('NFKC');
  return /^[\t\r\n]/.test(text) || (first !== '' && '=+-@'.includes(first)) ? `'${text}` : text;
}
