import { stages } from '../../../lib/stages.ts';
import { appOf, assemblyFolder, resourcesOf } from '../synthesise.ts';

/** One stage as the suites of this folder look at it: synthesised once for all of them. */
function synthesised(name: keyof typeof stages) {
  const outdir = assemblyFolder();
  const app = appOf(stages[name], outdir);
  return { name, outdir, app, resources: resourcesOf(app) };
}

/** The stage whose data is real. */
export const prod = synthesised('prod');

/** The stage that leaves safe defaults. */
export const dev = synthesised('dev');
