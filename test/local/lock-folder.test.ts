import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder } from '../../local/run/lock-folder.ts';

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'dossier-lock-')), 'data');

describe('the lock on the data folder', () => {
  it('refuses a second run in one sentence, and lets the next one in after the first has gone', () => {
    const folder = newFolder();
    const release = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(/^Another run uses the data folder .+; stop it, or set DOSSIER_DATA_DIR to another folder\.$/);
    release();
    const next = lockFolder(folder);
    next();
  });

  it('makes a folder that only its owner can read', () => {
    const folder = join(newFolder(), 'deeper', 'still');
    lockFolder(folder)();
    for (const made of [folder, dirname(folder)]) expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  it('is gone with a process that was killed', async () => {
    const folder = newFolder();
    const module = new URL('../../local/run/lock-folder.ts', import.meta.url).href;
    const script = `import { lockFolder } from ${JSON.stringify(module)}; lockFolder(process.argv[1]); console.log('locked'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(() => lockFolder(folder)).toThrow(/Another run/);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    // A busy system takes a moment to close the files of a process that has ended.
    lockFolder(folder, 5_000)();
  });

  it('leaves a folder that is everybody’s as it is', () => {
    const shared = mkdtempSync(join(tmpdir(), 'dossier-lock-'));
    chmodSync(shared, 0o1777);
    expect(() => lockFolder(shared)).toThrow(/ is shared with other programs; set DOSSIER_DATA_DIR to a folder of its own\.$/);
    expect(statSync(shared).mode & 0o7777).toBe(0o1777);
    lockFolder(join(shared, 'own'))();
  });

  it('says so when the folder cannot be used', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'dossier-lock-')), 'file');
    writeFileSync(file, '');
    for (const folder of [join(file, 'data'), join(file, 'x'.repeat(300))]) {
      expect(() => lockFolder(folder)).toThrow(/cannot be used; set DOSSIER_DATA_DIR/);
    }
  });
});
