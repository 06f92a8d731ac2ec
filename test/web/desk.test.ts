import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod/mini';
import { until } from '../http/api/until.ts';
import { logIn, openRequest } from './browser/desk.ts';
import { chooseFiles, openForm, send, waitForFile } from './browser/intake.ts';
import { openBrowser, type TestBrowser } from './browser/open-browser.ts';
import { pdf } from './browser/sample-files.ts';
import { callApi, requestsOf, submit } from './browser/site.ts';

const site = inject('site');
const content = z.record(z.string(), z.array(z.record(z.string(), z.nullable(z.string()))));

/** Downloads what a click starts, whole. */
async function download(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  const file = await started;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

describe('the desk', () => {
  let browser: TestBrowser;
  let page: Page;
  let offences: readonly string[];
  beforeAll(async () => {
    browser = await openBrowser(site);
    const opened = await browser.open({ viewport: { width: 1_240, height: 900 }, acceptDownloads: true });
    page = opened.page;
    offences = opened.offences;
    await logIn(page, site);
  });
  afterAll(() => browser.close());

  it('lets nobody in with a wrong password, and lets the reviewer in at the place that was asked for', async () => {
    const { page: other } = await browser.open();
    await other.goto(`${site.baseUrl}/admin/#/policies`);
    await other.getByRole('button', { name: 'Log in' }).click();
    await other.getByLabel('Password').fill('guess');
    await other.getByRole('button', { name: 'Log in' }).click();
    await other.getByText('This is not the password of this run.').waitFor();
    await other.getByLabel('Password').fill(site.password);
    await other.getByRole('button', { name: 'Log in' }).click();
    await other.getByRole('heading', { name: 'Policies' }).waitFor();
    expect(other.url()).toBe(`${site.baseUrl}/admin/#/policies`);
    await other.getByRole('button', { name: 'Log out' }).click();
    await other.getByRole('button', { name: 'Log out' }).click();
    await other.getByRole('heading', { name: 'Dossier desk' }).waitFor();
    await other.reload();
    await other.getByRole('button', { name: 'Log in' }).waitFor();
  });

  it('takes a request from the form to the package: the whole example of the seeds', async () => {
    await page.getByRole('link', { name: 'Connections' }).click();
    await page.getByRole('button', { name: 'Add a connection' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Paper archive');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: 'Paper archive' }).waitFor();
    await page.getByText('This connection asks nothing yet.').waitFor();
    await page.getByLabel('Question 1', { exact: true }).fill('Letters on paper');
    await page.getByLabel('Label 1 (optional)').fill('paper_letters');
    await page.getByRole('button', { name: 'Add a field' }).click();
    await page.getByLabel('Question 2', { exact: true }).fill('Phone notes');
    await page.getByRole('button', { name: 'Save fields' }).click();
    await page.getByText('In use').waitFor();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByText('The connection can be used.').waitFor();

    const { page: form } = await browser.open();
    await openForm(form, site);
    await form.getByLabel('Email address').fill('ada.lovelace@example.com');
    const passport = pdf();
    await chooseFiles(form, passport);
    await waitForFile(form, 'passport.pdf', 'attached');
    const id = await send(form);

    await page.getByRole('link', { name: 'Requests', exact: true }).click();
    await page.getByRole('link', { name: 'To review' }).click();
    const row = page.locator(`[data-request="${id}"]`);
    await row.waitFor();
    expect(await row.textContent()).toContain('45 days left');
    expect(await row.textContent()).not.toContain('ada.lovelace');
    await row.getByRole('link').click();
    await page.getByRole('heading', { name: 'Custom fields' }).waitFor();
    expect(await page.locator('main').textContent()).not.toContain('ada.lovelace');
    await page.getByRole('button', { name: 'Show who asks' }).click();
    await page.getByText('ada.lovelace@example.com').waitFor();
    await page.getByText('Somebody looked at who asks').waitFor({ timeout: 30_000 });
    const file = await download(page, 'Download passport.pdf');
    expect(file.name).toBe('passport.pdf');
    expect(file.bytes.equals(passport.buffer)).toBe(true);

    await page.getByRole('button', { name: 'Approve…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Still missing: Paper archive.').waitFor({ timeout: 30_000 });
    const resume = page.getByRole('button', { name: 'Resume the request' });
    expect(await resume.isDisabled()).toBe(true);
    await page.getByLabel('Letters on paper', { exact: true }).fill('Three letters from 1843');
    await page.getByRole('button', { name: 'Save Paper archive' }).click();
    await page.getByText('Write what was found, or tick “Nothing found”.').waitFor();
    await page.getByLabel('Nothing found for Phone notes').check();
    await page.getByRole('button', { name: 'Save Paper archive' }).click();
    await page.getByText('Everything is entered. The request can go on.').waitFor();
    await resume.click();
    await page.getByRole('button', { name: 'Look at the package' }).click({ timeout: 45_000 });
    const table = page.getByRole('region', { name: 'Data of paper_archive' });
    await table.waitFor();
    expect(await table.locator('tbody').textContent()).toBe('Three letters from 1843nothing found');
    const archive = await download(page, 'Download the package');
    const packed = unzipSync(archive.bytes)['package.json'];
    expect(content.parse(JSON.parse(new TextDecoder().decode(packed)))).toMatchObject({
      paper_archive: [{ paper_letters: 'Three letters from 1843', phone_notes: null }],
    });

    await page.getByText('The request is complete').waitFor();
    const happened = await page.locator('.timeline__what').allTextContents();
    for (const line of [
      'The request was submitted',
      'An attached file was downloaded',
      'Approved',
      'Manual input was entered: paper_archive',
    ]) {
      expect(happened).toContain(line);
    }
    expect(await page.locator('.timeline__entry', { hasText: 'Approved' }).textContent()).toContain('reviewer');
    expect(offences).toEqual([]);
    await callApi(site, 'DELETE', '/api/v1/connection/paper_archive');
  });

  it('denies with a reason only, and several at once, and tells what could not be done', async () => {
    const first = (await submit(site, 'den1@example.com')).succeeded[0]?.id ?? '';
    const second = (await submit(site, 'den2@example.com')).succeeded[0]?.id ?? '';
    await page.goto(`${site.baseUrl}/admin/#/requests?status=pending`);
    await page.getByRole('checkbox', { name: `Choose ${first}` }).check();
    await page.getByRole('checkbox', { name: `Choose ${second}` }).check();
    await page.getByText('2 requests chosen').waitFor();
    await page.getByRole('button', { name: 'Deny…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deny 2 requests?' });
    await dialog.getByRole('button', { name: 'Deny' }).click();
    await dialog.getByText('Write the reason.').waitFor();
    await callApi(site, 'PATCH', '/api/v1/privacy-request/administrate/cancel', { request_ids: [second] });
    await dialog.getByLabel('Reason').fill('No proof of identity was given.');
    await dialog.getByRole('button', { name: 'Deny' }).click();
    const outcome = page.getByRole('dialog', { name: 'Not everything could be done' });
    expect(await outcome.textContent()).toContain('1 denied, 1 not:');
    expect(await outcome.textContent()).toContain(second);
    expect(await outcome.textContent()).toContain('has the status “Canceled”.');
    await outcome.getByRole('button', { name: 'Close' }).click();
    expect((await requestsOf(site, 'den1@example.com')).items[0]?.status).toBe('denied');
    await openRequest(page, site, first);
    await page.getByText('No proof of identity was given.').first().waitFor();
  });

  it('deletes a request for good, after a question, and goes back to the others', async () => {
    const id = (await submit(site, 'gone@example.com')).succeeded[0]?.id ?? '';
    await page.goto(`${site.baseUrl}/admin/#/requests?status=pending`);
    await page.getByRole('checkbox', { name: `Choose ${id}` }).check();
    expect(await page.getByRole('region', { name: 'Chosen requests' }).getByRole('button', { name: 'Delete' }).count()).toBe(0);
    await openRequest(page, site, id);
    await page.getByRole('button', { name: 'Delete this request…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this request?' });
    await dialog.getByText('removed for good').waitFor();
    await dialog.getByRole('button', { name: 'Go back' }).click();
    expect((await requestsOf(site, 'gone@example.com')).items).toHaveLength(1);
    await page.getByRole('button', { name: 'Delete this request…' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The request is deleted.').waitFor();
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
    expect((await requestsOf(site, 'gone@example.com')).items).toEqual([]);
    await page.goto(`${site.baseUrl}/admin/#/requests/${id}`);
    await page.getByText('There is no privacy request with the id').waitFor();
  });

  it('keeps filters, order and page in its address', async () => {
    const id = (await submit(site, 'fil@example.com')).succeeded[0]?.id ?? '';
    await page.goto(`${site.baseUrl}/admin/#/requests`);
    await page.getByText('Filters', { exact: true }).click();
    await page.getByLabel('Person (exact)').fill('fil@example.com');
    await page.getByLabel('Person (exact)').press('Enter');
    await page.getByText('1 request', { exact: true }).waitFor();
    await page.getByRole('checkbox', { name: 'To review' }).check();
    await page.getByRole('button', { name: /Received/ }).click();
    await until('the address names the filters', async () =>
      page.url().endsWith('#/requests?status=pending&identity=fil%40example.com&sort=asc') ? true : undefined,
    );
    await page.reload();
    await page.locator(`[data-request="${id}"]`).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.goto(`${site.baseUrl}/admin/#/requests?status=pending&overdue=true`);
    await page.getByText('No request fits these filters.').waitFor();
    await page.goBack();
    await page.locator(`[data-request="${id}"]`).waitFor();
    await page.goto(`${site.baseUrl}/admin/#/requests?from=2020-01-01&to=2020-01-02`);
    await page.getByText('No request fits these filters.').waitFor();
  });

  it('goes back from a request to the queue as it was, also after a reload and after a deletion', async () => {
    const email = 'back@example.com';
    const first = (await submit(site, email, {}, { external_id: 'CRM-4711' })).succeeded[0]?.id ?? '';
    await submit(site, email);
    const queue = '#/requests?status=pending&identity=back%40example.com&sort=asc';
    const expectQueue = async (count: number) => {
      await page.getByRole('heading', { name: 'Requests', level: 1 }).waitFor();
      await page.getByText(count === 1 ? '1 request' : `${count} requests`, { exact: true }).waitFor();
      expect(page.url()).toBe(`${site.baseUrl}/admin/${queue}`);
      expect(await page.locator('tbody tr').count()).toBe(count);
    };
    const open = () => page.locator(`[data-request="${first}"]`).getByRole('link').click();
    await page.goto(`${site.baseUrl}/admin/${queue}`);
    await expectQueue(2);
    expect(await page.locator(`[data-request="${first}"]`).textContent()).toContain('External id: CRM-4711');
    expect(await page.getByText('External id:').count()).toBe(1);
    await open();
    const who = page.locator('.card', { has: page.getByRole('heading', { name: 'Who asks' }) });
    await who.getByText('External id of the request').waitFor();
    expect(await who.textContent()).toContain('CRM-4711');
    await page.reload();
    await page.getByRole('link', { name: 'All requests' }).click();
    await expectQueue(2);
    await open();
    await who.waitFor();
    await page.goBack();
    await expectQueue(2);
    await open();
    await page.getByRole('button', { name: 'Delete this request…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expectQueue(1);
  });

  it('goes on by itself after a token has ended, and asks to log in again where that fails', async () => {
    const { page: other } = await browser.open();
    await logIn(other, site);
    const refuse = (route: { fulfill: (answer: object) => Promise<void> }) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'auth.token_invalid', detail: 'Ended.' }),
      });
    await other.route('**/dsr/policy**', refuse, { times: 1 });
    await other.goto(`${site.baseUrl}/admin/#/policies`);
    await other.getByText('default_access_policy').waitFor();
    await other.route('**/token', (route) =>
      route.fulfill({ status: 400, contentType: 'application/json', body: '{"error":"invalid_grant"}' }),
    );
    await other.route('**/api/v1/connection**', refuse, { times: 1 });
    await other.getByRole('link', { name: 'Connections' }).click();
    await other.getByRole('dialog', { name: 'Your login has ended' }).waitFor();
    await other.unroute('**/token');
    const popup = other.waitForEvent('popup');
    await other.getByRole('button', { name: 'Log in again' }).click();
    await popup;
    await other.getByRole('dialog').waitFor({ state: 'detached' });
    await other.getByText('Where data is looked up for each access request.').waitFor();
    expect(await other.getByRole('alert').count()).toBe(0);
  });

  it('tells what works and what does not', async () => {
    await page.goto(`${site.baseUrl}/admin/#/health`);
    await page.getByText('Everything that is switched on works.').waitFor();
    expect(await page.locator('[data-check="scanner"]').textContent()).toMatch(/Virus scanner.*(Works|Switched off)/);
    expect(offences).toEqual([]);
  });
});
