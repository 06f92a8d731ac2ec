import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What esbuild is told for a function.
 * @see lib/constructs/node-function.ts, which tells CDK's NodejsFunction the same
 */
const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  metafile: true,
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'error' },
} as const satisfies BuildOptions;

/** A bundle on disk. */
export interface Bundle {
  readonly file: string;
  readonly bytes: number;
  /** The source files in it, by their path in the project. */
  readonly inputs: readonly string[];
}

/** Bundles a source file of the project. */
export function bundleFile(entry: string, outfile: string): Promise<Bundle> {
  return bundle({ entryPoints: [join(root, entry)] }, outfile);
}

/** Bundles a text as if it lay in the project. */
export function bundleText(contents: string, outfile: string): Promise<Bundle> {
  return bundle({ stdin: { contents, resolveDir: root, loader: 'ts' } }, outfile);
}

async function bundle(entry: BuildOptions, outfile: string): Promise<Bundle> {
  const { metafile } = await build({ ...options, ...entry, outfile, metafile: true });
  const [output] = Object.values(metafile.outputs);
  if (output === undefined) throw new Error('esbuild wrote nothing.');
  return { file: outfile, bytes: output.bytes, inputs: Object.keys(output.inputs) };
}
