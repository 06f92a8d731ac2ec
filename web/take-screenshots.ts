import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { readCommandLine } from '../bin/command-line.ts';
import { startDossier } from '../test/support/start-dossier.ts';
import { logIn } from '../test/web/browser/desk.ts';
import { chooseFiles, openForm, send, waitForFile } from '../test/web/browser/intake.ts';
import { openBrowser } from '../test/web/browser/open-browser.ts';
import { infectedPdf, pdf, tooLargePdf } from '../test/web/browser/sample-files.ts';
import { callApi, readSite } from '../test/web/browser/site.ts';

readCommandLine({
  call: 'npm run screenshots',
  summary: 'Takes the pictures of docs/tour.md: the seed’s example in a real browser, against a local run of its own with a real scanner.',
  options: {},
  notes: 'It needs Chromium and the scanner’s packages.',
});

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const dossier = await startDossier({
  env: { DOSSIER__ATTACHMENT_SCANNING__ENABLED: 'true', DOSSIER__EXECUTION__REQUIRE_MANUAL_REQUEST_APPROVAL: 'true' },
});
const site = await readSite(dossier);
const browser = await openBrowser(site);
mkdirSync(folder, { recursive: true });

try {
  await prepare();
  const id = await askForData();
  await reviewRequest(id);
  await showSetup();
} finally {
  await browser.close();
  await dossier.stop();
  rmSync(dossier.dataDir, { recursive: true, force: true });
}

/** A small picture of what the window shows. */
async function take(page: Page, name: string): Promise<void> {
  // Nothing blinks and nothing is half faded in a picture.
  await page.locator('.announcement').waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready.then(() => document.activeElement.blur())');
  writeFileSync(`${folder}${name}.png`, await page.screenshot({ animations: 'disabled', caret: 'hide' }));
  process.stdout.write(`docs/pictures/${name}.png\n`);
}

/** Scrolls so that a heading stands near the top. */
async function toTop(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { name: heading, exact: true }).evaluate((element) => {
    if (element instanceof HTMLElement) window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 60);
  });
}

async function prepare(): Promise<void> {
  await callApi(site, 'POST', '/api/v1/connection', [
    {
      name: 'Paper archive',
      connection_type: 'manual_request',
      access: 'read',
      description: 'Ask the archive in the cellar, extension 12.',
    },
    { name: 'Branch offices', connection_type: 'manual_request', access: 'read' },
  ]);
  await callApi(site, 'PATCH', '/api/v1/connection/paper_archive/access_manual_request', {
    fields: [{ pii_field: 'Letters on paper', dsr_package_label: 'letters' }, { pii_field: 'Phone notes' }],
  });
}

async function askForData(): Promise<string> {
  const { page } = await browser.open({ viewport: { width: 860, height: 700 } });
  await page.goto(`${site.baseUrl}/`);
  await page.getByRole('link', { name: /Access my data/ }).waitFor();
  await take(page, '1-choose');
  await openForm(page, site);
  await page.getByLabel('Email address').fill('ada@example.com');
  await chooseFiles(page, pdf());
  await waitForFile(page, 'passport.pdf', 'attached');
  await take(page, '2-attach');
  await chooseFiles(page, infectedPdf(), tooLargePdf());
  await waitForFile(page, 'invoice.pdf', 'refused');
  await waitForFile(page, 'album.pdf', 'refused');
  await page.setViewportSize({ width: 860, height: 960 });
  await take(page, '3-refuse');
  await page.setViewportSize({ width: 860, height: 700 });
  const id = await send(page);
  await take(page, '4-sent');
  const narrow = await browser.open({ viewport: { width: 320, height: 640 }, colorScheme: 'dark', locale: 'de-DE' });
  await narrow.page.goto(`${site.baseUrl}/#/request/default_access_policy`);
  await narrow.page.getByRole('button', { name: 'Anfrage absenden' }).waitFor();
  await take(narrow.page, 'narrow-and-dark');
  return id;
}

async function reviewRequest(id: string): Promise<void> {
  const { page } = await browser.open({ viewport: { width: 1_180, height: 760 } });
  await logIn(page, site);
  await page.locator(`[data-request="${id}"]`).waitFor();
  await take(page, '5-queue');
  await page.locator(`[data-request="${id}"]`).getByRole('link').click();
  await page.locator('.timeline__entry').first().waitFor();
  await take(page, '6-request');
  await page.getByRole('button', { name: 'Approve…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await page.getByLabel('Letters on paper', { exact: true }).fill('Three letters from 1843, about an engine');
  await page.getByLabel('Nothing found for Phone notes').check();
  await toTop(page, 'Manual input');
  await take(page, '7-manual-input');
  await page.getByRole('button', { name: 'Save Paper archive' }).click();
  await page.getByText('Everything is entered. The request can go on.').waitFor();
  await page.getByRole('button', { name: 'Resume the request' }).click();
  await page.getByRole('button', { name: 'Look at the package' }).click({ timeout: 60_000 });
  await page.getByRole('region', { name: 'Data of paper_archive' }).waitFor();
  await toTop(page, 'Package');
  await take(page, '8-package');
}

async function showSetup(): Promise<void> {
  const { page } = await browser.open({ viewport: { width: 1_180, height: 760 } });
  await logIn(page, site, '#/connections');
  await page.getByText('Branch offices').waitFor();
  await take(page, 'connections');
  await page.goto(`${site.baseUrl}/admin/#/form`);
  await page.getByRole('region', { name: 'Preview' }).waitFor();
  await take(page, 'intake-form');
  await page.goto(`${site.baseUrl}/admin/#/health`);
  await page.locator('[data-check="scanner"]').waitFor();
  await take(page, 'health');
}
