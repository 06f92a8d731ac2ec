/** A header value such as `form-data; name="file"`: names in lower case, in the order they came, values as meant. */
export interface HeaderValue {
  readonly value: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** A token. @see RFC 9110 section 5.6.2 */
const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const mainValue = new RegExp(`${token}(?:/${token})?`, 'y');
const parameter = new RegExp(`[ \\t]*;[ \\t]*(${token})=(?:(${token})|"((?:[^"\\\\]|\\\\.)*)")`, 'sy');

/**
 * Splits a header value into its main word and its parameters.
 * In quotes `\"` and `\\` stand for one character; before anything else a backslash is itself, as browsers write Windows paths.
 * @returns nothing where the value breaks the grammar anywhere
 */
export function parseHeaderValue(text: string): HeaderValue | undefined {
  mainValue.lastIndex = 0;
  const value = mainValue.exec(text)?.[0];
  if (value === undefined) return undefined;
  const parameters: [string, string][] = [];
  let at = value.length;
  for (parameter.lastIndex = at; at < text.length; parameter.lastIndex = at) {
    const match = parameter.exec(text);
    if (match === null) break;
    const [whole, name = '', plain, quoted] = match;
    parameters.push([name.toLowerCase(), plain ?? (quoted ?? '').replace(/\\(["\\])/g, '$1')]);
    at += whole.length;
  }
  // Blanks at the end are all that may be left.
  return /^[ \t]*$/.test(text.slice(at)) ? { value: value.toLowerCase(), parameters } : undefined;
}
