import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { bundleOptions } from '../../lib/constructs/bundle-options.ts';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A bundle on disk. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  /** The source files in it, by their path in the project. */
  readonly inputs: readonly string[];
}

/** Bundles a source file of the project as it is deployed. */
export function bundleFile(entry: string, outfile: string): Promise<Bundle> {
  return bundle({ ...bundleOptions, entryPoints: [join(root, entry)] }, outfile);
}

/**
 * Bundles a text as if it lay in the project.
 * @param deployed - As functions are deployed, or with the SDK as it comes.
 */
export function bundleText(contents: string, outfile: string, deployed = false): Promise<Bundle> {
  const { alias, ...plain } = bundleOptions;
  return bundle({ ...plain, ...(deployed ? { alias } : {}), stdin: { contents, resolveDir: root, loader: 'ts' } }, outfile);
}

async function bundle(options: BuildOptions, outfile: string): Promise<Bundle> {
  const { metafile } = await build({ ...options, absWorkingDir: root, outfile, metafile: true });
  const [output] = Object.values(metafile.outputs);
  if (output === undefined) throw new Error('esbuild wrote nothing.');
  return { file: outfile, bytes: output.bytes, inputs: Object.keys(output.inputs) };
}
