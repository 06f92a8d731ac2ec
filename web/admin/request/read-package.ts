import { unzipSync } from 'fflate';
import { Problem, unreachable } from '../../client/problem.ts';

/** The package: rows by source. */
export type PackageContent = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Bytes of a package that is still shown in the page; a larger one is better looked at as a file. */
const shownBytes = 20_000_000;

/**
 * Reads a finished package by its link.
 * @throws Problem, with a sentence, where it cannot be shown.
 */
export async function readPackage(url: string): Promise<PackageContent> {
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw new Problem('package.not_found', response.status, 'The package could not be read. Try again.');
  const bytes = new Uint8Array(await response.arrayBuffer());
  let tooLarge = bytes.length > shownBytes;
  const files = tooLarge
    ? {}
    : unzipSync(bytes, {
        filter: ({ name, originalSize }) => {
          if (name !== 'package.json') return false;
          tooLarge = originalSize > shownBytes;
          return !tooLarge;
        },
      });
  if (tooLarge) throw new Problem('unknown', 200, 'The package is too large to be shown here. Download it.');
  const text = files['package.json'];
  const content: unknown = text === undefined ? undefined : JSON.parse(new TextDecoder().decode(text));
  if (!isContent(content)) throw new Problem('unknown', 200, 'The package is not of the kind this page can show. Download it.');
  return content;
}

function isContent(value: unknown): value is PackageContent {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((rows) => Array.isArray(rows) && rows.every((row) => typeof row === 'object' && row !== null))
  );
}
