/** The head of an ICAP or HTTP message: its status, and its fields by lower-case name. */
export interface Head {
  readonly status: number;
  /** Every value of a name, unfolded, in order. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

/** RFC 3507 section 4.3.1 takes the field rules of HTTP: a token, then a colon. */
const fieldLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/s;

/**
 * Reads a head that ends with its empty line.
 * @param protocol what the status line has to begin with
 * @returns nothing when any line is not what RFC 3507 and RFC 9112 allow: a head half understood proves nothing
 */
export function parseHead(text: string, protocol: 'ICAP/1.0' | 'HTTP/1.'): Head | undefined {
  if (!text.endsWith('\r\n\r\n')) return undefined;
  // A status line has no second line: what hides there could be a field that another reader sees.
  if (/^[^\r]*\r\n[ \t]/.test(text)) return undefined;
  // Folded lines are joined first: c-icap spreads X-Violations-Found over five.
  const lines = text
    .slice(0, -4)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const status = statusOf(lines[0] ?? '', protocol);
  if (status === undefined) return undefined;
  const fields = new Map<string, string[]>();
  for (const line of lines.slice(1)) {
    const match = fieldLine.exec(line);
    const value = match?.[2];
    if (match?.[1] === undefined || value === undefined || hasControlCharacter(value)) return undefined;
    const name = match[1].toLowerCase();
    fields.set(name, [...(fields.get(name) ?? []), value.trim()]);
  }
  return { status, fields };
}

function statusOf(line: string, protocol: 'ICAP/1.0' | 'HTTP/1.'): number | undefined {
  const pattern = protocol === 'ICAP/1.0' ? /^ICAP\/1\.0 (\d{3})(?: |$)/ : /^HTTP\/1\.[01] (\d{3})(?: |$)/;
  const digits = hasControlCharacter(line) ? undefined : pattern.exec(line)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Anything below the blank but the tab. A bare CR or LF is one: readers disagree on where such a line ends. */
function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return true;
  }
  return false;
}
