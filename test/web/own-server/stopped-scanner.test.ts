import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canaryLifetimeMs } from '../../../core/attachments/canary.ts';
import { type RunningScanner, startScanner } from '../../../scanner/start-scanner.ts';
import { until } from '../../http/api/until.ts';
import { describeWhenInstalled } from '../../scanner/when-installed.ts';
import { type Dossier, startDossier } from '../../support/start-dossier.ts';
import { logIn } from '../browser/desk.ts';
import { chooseFiles, openForm, rowOf, send, waitForFile } from '../browser/intake.ts';
import { openBrowser, type TestBrowser } from '../browser/open-browser.ts';
import { pdf } from '../browser/sample-files.ts';
import { readSite, type Site } from '../browser/site.ts';

describeWhenInstalled('a scanner that stops, and a limit that is reached', () => {
  let scanner: RunningScanner;
  let dossier: Dossier;
  let site: Site;
  let browser: TestBrowser;
  beforeAll(async () => {
    scanner = await startScanner();
    dossier = await startDossier({
      env: {
        DOSSIER__ATTACHMENT_SCANNING__ENABLED: 'true',
        DOSSIER__ATTACHMENT_SCANNING__ICAP_HOST: scanner.host,
        DOSSIER__ATTACHMENT_SCANNING__ICAP_PORT: String(scanner.port),
        DOSSIER__ATTACHMENT_SCANNING__ICAP_SERVICE: scanner.service,
        DOSSIER__RATE_LIMIT__UPLOADS_PER_MINUTE: '4',
      },
    });
    site = await readSite(dossier);
    browser = await openBrowser(site);
  });
  afterAll(async () => {
    await browser.close();
    await dossier.stop();
    await scanner.stop();
    await rm(dossier.dataDir, { recursive: true, force: true });
  });

  it(
    'are told in words, at the desk too, and the form can be sent without the file',
    async () => {
      const { page } = await browser.open();
      await openForm(page, site);
      await page.getByLabel('Email address').fill('stan@example.com');
      await chooseFiles(page, pdf('before.pdf'));
      await waitForFile(page, 'before.pdf', 'attached');
      await scanner.stop();
      await chooseFiles(page, pdf('after.pdf'));
      await waitForFile(page, 'after.pdf', 'refused');
      expect(await rowOf(page, 'after.pdf').textContent()).toMatch(/Files cannot be checked for viruses right now.*Try again (in|in a)/s);
      await until('the limit is reached', async () => {
        const answer = page.waitForResponse((response) => response.url().endsWith('/privacy-request/attachment'));
        await page.getByRole('button', { name: 'Try again: after.pdf' }).click();
        return (await answer).status() === 429 ? true : undefined;
      });
      await rowOf(page, 'after.pdf')
        .getByText(/Too many files in a short time. Try again in \d+ seconds?\./)
        .waitFor();
      await send(page);

      const desk = await browser.open();
      await logIn(desk.page, site, '#/health');
      // The canary's word holds for a minute; the page looks again by itself.
      const word = desk.page.locator('[data-check="scanner"]').getByText('The scanner does not answer, so uploads are refused.');
      await word.waitFor({ timeout: canaryLifetimeMs + 20_000 });
    },
    canaryLifetimeMs + 90_000,
  );
});
