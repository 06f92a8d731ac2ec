import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOnKeptPort } from '../../../local/identity/keep-port.ts';
import { closeServer, listenOnLoopback } from '../../../local/run/listen-on-loopback.ts';
import { type Dossier, startDossier } from '../../support/start-dossier.ts';
import { logIn } from '../browser/desk.ts';
import { openBrowser, type TestBrowser } from '../browser/open-browser.ts';
import { readSite } from '../browser/site.ts';

describe('a desk that stays open while the local run is stopped and started again', () => {
  let dossier: Dossier;
  let browser: TestBrowser;
  beforeAll(async () => {
    dossier = await startDossier();
    browser = await openBrowser(await readSite(dossier));
  });
  afterAll(async () => {
    await browser.close();
    await dossier.stop();
    await rm(dossier.dataDir, { recursive: true, force: true });
  });

  it('asks to log in again, takes the new password, and keeps what was typed', async () => {
    const { page, offences } = await browser.open();
    const { page: loggedOut } = await browser.open();
    await loggedOut.goto(`${dossier.baseUrl}/admin/`);
    await loggedOut.getByRole('button', { name: 'Log in' }).waitFor();
    await logIn(page, await readSite(dossier), '#/policies');
    await page.getByRole('button', { name: 'Add a policy' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Typed before the restart');

    await dossier.stop();
    dossier = await startDossier({ dataDir: dossier.dataDir, port: Number(new URL(dossier.baseUrl).port) });
    const { password } = await readSite(dossier);

    await page.getByRole('button', { name: 'Save the policy' }).click();
    await page.getByRole('dialog', { name: 'Your login has ended' }).waitFor();
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Log in again' }).click();
    const popup = await opened;
    await popup.getByLabel('Password').fill(password);
    await popup.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('Typed before the restart').waitFor();
    expect(await page.getByText('typed_before_the_restart').count()).toBe(1);

    await loggedOut.getByRole('button', { name: 'Log in' }).click();
    await loggedOut.getByLabel('Password').fill(password);
    await loggedOut.getByRole('button', { name: 'Log in' }).click();
    await loggedOut.getByRole('navigation', { name: 'Areas' }).waitFor();
    expect(offences).toEqual([]);
  });

  it('takes another port where the kept one is in use or is none', async () => {
    const holder = createServer();
    const taken = await listenOnLoopback(holder);
    const path = join(dossier.dataDir, 'port-of-a-test');
    for (const kept of [new URL(taken).port, '-1', 'eighty', '']) {
      await writeFile(path, kept);
      const server = createServer();
      const url = await listenOnKeptPort(server, path);
      expect(new URL(url).hostname).toBe('127.0.0.1');
      expect(url).not.toBe(taken);
      await closeServer(server, 100);
      const next = createServer();
      expect(await listenOnKeptPort(next, path)).toBe(url);
      await closeServer(next, 100);
    }
    await closeServer(holder, 100);
  });
});
