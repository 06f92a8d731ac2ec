import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openForm, readReference, send } from './browser/intake.ts';
import { openBrowser, type TestBrowser } from './browser/open-browser.ts';
import { callApi } from './browser/site.ts';

const site = inject('site');

describe('the words of the intake page', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser(site);
  });
  afterAll(() => browser.close());

  it('promises no mail to who gave no address, in either language and after a reload', async () => {
    const before = await callApi(site, 'GET', '/api/v1/privacy-center/config');
    const action = {
      policy_key: 'default_access_policy',
      title: 'Access my data',
      identity_inputs: { email: 'optional', phone: 'optional' },
    };
    await callApi(site, 'PUT', '/api/v1/privacy-center/config', {
      properties: [{ property_id: 'FDS-A1B2C3', name: 'Privacy center', actions: [action] }],
    });
    try {
      const { page } = await browser.open();
      await openForm(page, site);
      await page.getByLabel('Phone number').fill('+44 20 7946 0000');
      await send(page);
      const last = page.getByRole('listitem').last();
      const promise = /^You get an answer by \w+ \d+, \d{4} at the latest\. You gave no email address, so no email comes\./;
      expect(await last.innerText()).toMatch(promise);
      await page.reload();
      await readReference(page);
      expect(await last.innerText()).toMatch(promise);
      await page.getByRole('button', { name: 'Deutsch' }).click();
      expect(await last.innerText()).toContain('deshalb kommt keine E-Mail');
    } finally {
      await callApi(site, 'PUT', '/api/v1/privacy-center/config', before);
    }
  });

  it('speaks German to those who read German, and to those who choose it', async () => {
    const { page } = await browser.open({ locale: 'de-DE' });
    await page.goto(`${site.baseUrl}/`);
    await page.getByRole('heading', { name: 'Was möchten Sie anfragen?' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'What would you like to ask for?' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'What would you like to ask for?' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('says what is wrong where it cannot be loaded, and loads when it is asked again', async () => {
    const { page } = await browser.open();
    await page.goto(`${site.baseUrl}/?property_id=nowhere`);
    await page.getByText('This address names a site that we do not know.').waitFor();
    await page.route('**/privacy-center/config**', (route) => route.abort());
    await page.goto(`${site.baseUrl}/`);
    await page.getByText('This page could not be loaded.').waitFor();
    await page.unroute('**/privacy-center/config**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: /Access my data/ }).waitFor();
  });
});
