import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { until } from '../http/api/until.ts';
import { findBrokenWords, findSmall, findViolations, overflow, watchLayout } from './browser/check-page.ts';
import { logIn, openRequest } from './browser/desk.ts';
import { chooseFiles, openForm, send, waitForFile } from './browser/intake.ts';
import { openBrowser, type TestBrowser } from './browser/open-browser.ts';
import { pdf, renamedProgram } from './browser/sample-files.ts';
import { callApi, requestsOf, submit } from './browser/site.ts';

const site = inject('site');

/** The narrowest window of WCAG 2.2, 1.4.10, a common phone, and the two schemes. */
const windows: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a narrow light window', { viewport: { width: 320, height: 640 }, colorScheme: 'light' }],
  ['the window of a phone', { viewport: { width: 360, height: 740 }, colorScheme: 'light' }],
  ['a wide dark window', { viewport: { width: 1_240, height: 900 }, colorScheme: 'dark' }],
];

/** Nothing for axe to complain about, nothing to scroll sideways, nothing too small for a finger, and no word broken for want of room. */
async function expectGood(page: Page): Promise<void> {
  expect(await findViolations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(await findSmall(page)).toEqual([]);
  expect(await findBrokenWords(page)).toEqual([]);
}

describe.each(windows)('in %s', (_, options) => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser(site);
  });
  afterAll(() => browser.close());

  it('every view of the intake page is accessible, and nothing jumps', async () => {
    const { page, offences } = await browser.open(options);
    const jumped = await watchLayout(page);
    await page.goto(`${site.baseUrl}/`);
    await page.getByRole('link', { name: /Access my data/ }).waitFor();
    await expectGood(page);
    expect(await jumped()).toBeLessThan(0.1);
    await openForm(page, site);
    await expectGood(page);
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByText('Please check your answers').waitFor();
    await expectGood(page);
    await page.getByLabel('Email address').fill('axe@example.com');
    await chooseFiles(page, pdf(`${'a very long name of a file that goes on and on '.repeat(3)}.pdf`), renamedProgram());
    await waitForFile(page, 'holiday.png', 'refused');
    await page.locator('[data-state="attached"]').waitFor();
    await expectGood(page);
    await send(page);
    await expectGood(page);
    expect(offences).toEqual([]);
  });

  it('every view of the desk is accessible', async () => {
    await callApi(site, 'POST', '/api/v1/connection', [
      { key: 'cellar', name: 'Cellar', connection_type: 'manual_request', access: 'read' },
    ]);
    await callApi(site, 'PATCH', '/api/v1/connection/cellar/access_manual_request', { fields: [{ pii_field: 'Boxes in the cellar' }] });
    const email = `axe-${options.viewport?.width}@example.com`;
    const id = (await submit(site, email)).succeeded[0]?.id ?? '';
    await callApi(site, 'PATCH', '/api/v1/privacy-request/administrate/approve', { request_ids: [id] });
    await until('the request waits', async () =>
      (await requestsOf(site, email)).items[0]?.status === 'requires_input' ? true : undefined,
    );
    await submit(site, email);

    const { page, offences } = await browser.open(options);
    await page.goto(`${site.baseUrl}/admin/`);
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    await expectGood(page);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByLabel('Password').waitFor();
    await expectGood(page);
    await logIn(page, site);
    await page.locator('[data-request]').first().waitFor();
    await page.getByText('Filters', { exact: true }).click();
    await page.locator('[data-request]').first().getByRole('checkbox').check();
    await expectGood(page);
    await page.getByRole('button', { name: /Deny/ }).click();
    await page.getByRole('dialog').waitFor();
    await expectGood(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await openRequest(page, site, id);
    await page.getByLabel('Boxes in the cellar', { exact: true }).waitFor();
    await page.locator('.timeline__entry').first().waitFor();
    await expectGood(page);
    for (const [address, heading] of [
      ['#/connections', 'Connections'],
      ['#/connections/cellar', 'Cellar'],
      ['#/policies', 'Policies'],
      ['#/form', 'Intake form'],
      ['#/health', 'Health'],
    ] as const) {
      await page.goto(`${site.baseUrl}/admin/${address}`);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await page.locator('main .card').first().waitFor();
      await expectGood(page);
    }
    for (const [address, button] of [
      ['#/connections', 'Add a connection'],
      ['#/policies', 'Add a policy'],
    ] as const) {
      await page.goto(`${site.baseUrl}/admin/${address}`);
      await page.getByRole('button', { name: button }).click();
      await page.getByLabel('Key (optional)').waitFor();
      await expectGood(page);
    }
    await page.goto(`${site.baseUrl}/admin/#/form`);
    await page.getByRole('group', { name: 'Who people say they are' }).getByLabel('Email address').selectOption('Not asked');
    await page.getByText('Nothing here asks who people are').waitFor();
    await expectGood(page);
    await page.getByRole('button', { name: 'Undo changes' }).click();
    await callApi(site, 'DELETE', '/api/v1/connection/cellar');
    await until('the package is there', async () =>
      (await requestsOf(site, email)).items.some((one) => one.status === 'complete') ? true : undefined,
    );
    await openRequest(page, site, id);
    await page.getByRole('button', { name: 'Look at the package' }).click();
    await page.getByText('The package holds no source.').waitFor();
    await expectGood(page);
    expect(offences).toEqual([]);
  });
});
