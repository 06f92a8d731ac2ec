import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { distFolder, projectFolder } from './folders.ts';

const manifestSchema = z.object({
  /** Every file of `dist` beside this one, by its path there. */
  files: z.array(z.string()),
  /** What the pages were made of: the digest of each source. */
  inputs: z.record(z.string(), z.string()),
});

/** What a build wrote, and what it was made of. */
export type Manifest = z.output<typeof manifestSchema>;

/** Where the manifest lies. */
export const manifestFile = join(distFolder, 'manifest.json');

/** The digest of a source; empty for one that is gone. */
export function digestOf(source: string): string {
  try {
    return createHash('sha256')
      .update(readFileSync(join(projectFolder, source)))
      .digest('base64url');
  } catch {
    return '';
  }
}

/** The manifest of the last build; undefined where there is none, or where a source changed since. */
export function readFreshManifest(): Manifest | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(manifestFile, 'utf8'));
  } catch {
    return undefined;
  }
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success) return undefined;
  return Object.entries(parsed.data.inputs).every(([source, digest]) => digestOf(source) === digest) ? parsed.data : undefined;
}
