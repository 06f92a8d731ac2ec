import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dossier, startDossier } from '../../support/start-dossier.ts';

const run = promisify(execFile);
const readme = new URL('../../../README.md', import.meta.url);

/** Milliseconds the flow may take on a busy machine. */
const flowMs = 50_000;

describe('the README', () => {
  let dossier: Dossier;
  let folder: string;

  beforeAll(async () => {
    dossier = await startDossier();
    folder = await mkdtemp(join(tmpdir(), 'dossier-readme-'));
  });
  afterAll(async () => {
    await dossier.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(dossier.dataDir, { recursive: true, force: true });
  });

  it('prints commands that work as they stand, from the connection to the package and the document', async () => {
    const text = await readFile(readme, 'utf8');
    const commands = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
    expect(commands.length).toBeGreaterThan(6);
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', commands.join('\n')], {
      cwd: folder,
      timeout: flowMs,
      env: { ...process.env, DOSSIER_DATA_DIR: dossier.dataDir },
    });
    const printed = [...text.matchAll(/^```(?:json|text)\n(.*?)^```$/gms)].map(([, block = '']) => block);
    expect(printed).toHaveLength(2);
    const withoutIds = stdout.replaceAll(/\b(pri|att)_\w+/g, '$1_…');
    for (const block of printed) expect(withoutIds).toContain(block);
    expect(stdout).toContain('the same bytes');
  });
});
