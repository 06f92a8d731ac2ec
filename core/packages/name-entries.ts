/** Characters of a file name at most, without `.csv`: far below every file system's 255 bytes, and below Windows' 260 for a path. */
const maxCharacters = 100;

/**
 * Device names of Windows, which count with any ending (`con.txt` too).
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A file name, without its ending, that is safe on every file system: ASCII letters, digits, `_`, `-` and inner dots.
 * @param source - any text, such as `postgres_example:customer` or `../x`
 */
export function safeFileName(source: string): string {
  const plain = source
    .replace(/[^A-Za-z0-9._-]/gu, '_')
    // A dot in front hides a file, two climb a folder, one at the end is dropped by Windows; a hyphen in front reads as an option.
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+/, '')
    .slice(0, maxCharacters)
    .replace(/\.+$/, '');
  if (plain === '') return 'source';
  return deviceName.test(plain.split('.', 1)[0] ?? '') ? `_${plain}` : plain;
}

/**
 * Hands out archive paths, each once even where upper and lower case are the same. The same sources in the same order get the
 * same names.
 * @returns a function from a source's key to its path, such as `csv/postgres_example_customer.csv`
 */
export function createEntryNames(): (source: string) => string {
  const taken = new Set<string>();
  const lastNumber = new Map<string, number>();
  return (source) => {
    const base = safeFileName(source);
    const folded = base.toLowerCase();
    let number = lastNumber.get(folded) ?? 1;
    let name = base;
    while (taken.has(name.toLowerCase())) {
      number += 1;
      name = `${base}-${number}`;
    }
    lastNumber.set(folded, number);
    taken.add(name.toLowerCase());
    return `csv/${name}.csv`;
  };
}
