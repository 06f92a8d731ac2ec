import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { logIn } from './browser/desk.ts';
import { openForm, send } from './browser/intake.ts';
import { openBrowser, type TestBrowser } from './browser/open-browser.ts';
import { callApi, requestsOf } from './browser/site.ts';

const site = inject('site');

/** Saves the intake form, and waits until it is stored. */
async function saveForm(page: Page): Promise<void> {
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok());
  await page.getByRole('button', { name: 'Save the form' }).click();
  await saved;
}

describe('the desk’s connections, form and policies', () => {
  let browser: TestBrowser;
  let page: Page;
  let offences: readonly string[];
  beforeAll(async () => {
    browser = await openBrowser(site);
    const opened = await browser.open({ viewport: { width: 1_240, height: 900 } });
    page = opened.page;
    offences = opened.offences;
    await logIn(page, site);
  });
  afterAll(async () => {
    await browser.close();
    expect(offences).toEqual([]);
  });

  it('asks before it leaves what is not saved', async () => {
    await callApi(site, 'POST', '/api/v1/connection', [{ key: 'guarded', connection_type: 'manual_request', access: 'read' }]);
    await page.goto(`${site.baseUrl}/admin/#/connections/guarded`);
    await page.getByLabel('Question 1', { exact: true }).fill('Half written');
    const answers = [false, true];
    page.on('dialog', (dialog) => void (answers.shift() === true ? dialog.accept() : dialog.dismiss()));
    await page.getByRole('link', { name: 'Health' }).click();
    expect(await page.getByLabel('Question 1', { exact: true }).inputValue()).toBe('Half written');
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByRole('heading', { name: 'Health' }).waitFor();
    page.removeAllListeners('dialog');
    await callApi(site, 'DELETE', '/api/v1/connection/guarded');
  });

  it('says what an automatic connection lacks, until it has it', async () => {
    const connection = { key: 'orders', name: 'Orders', connection_type: 'postgres', access: 'read' };
    await callApi(site, 'POST', '/api/v1/connection', [connection]);
    const card = page.getByRole('listitem').filter({ hasText: 'Orders' });
    const look = async () => {
      await page.getByRole('link', { name: 'Health' }).click();
      await page.getByRole('heading', { name: 'Health', level: 1 }).waitFor();
      await page.getByRole('link', { name: 'Connections' }).click();
      await card.waitFor();
      return card.textContent();
    };
    expect(await look()).toContain('Needs secrets and datasets');
    await page.getByText('One connection is not ready.').waitFor();
    await card.getByRole('link').click();
    await page.getByText('This connection cannot log in to its source').waitFor();
    await page.getByText('Requests pass this connection by until it has datasets.').waitFor();
    await callApi(site, 'PATCH', '/api/v1/connection/orders/dataset', {
      fides_key: 'orders',
      collections: [{ name: 'orders', fields: [{ name: 'email', identity: 'email', primary_key: true }] }],
    });
    expect(await look()).toContain('Needs secrets');
    expect(await card.textContent()).not.toContain('datasets');
    const secrets = { host: 'db.example.com', dbname: 'orders', username: 'reader', password: 'secret' };
    await callApi(site, 'PATCH', '/api/v1/connection', [{ ...connection, secrets }]);
    expect(await look()).toContain('In use');
    expect(await page.getByText('One connection is not ready.').count()).toBe(0);
    await callApi(site, 'DELETE', '/api/v1/connection/orders');
  });

  it('changes the intake form, shows it as people will see it, and refuses what does not fit', async () => {
    await page.goto(`${site.baseUrl}/admin/#/form`);
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByText('Supporting documents').waitFor();
    await page.getByLabel('Key of a new field').fill('relation');
    await page.getByRole('button', { name: 'Add the field' }).click();
    const field = page.getByRole('group', { name: 'Field relation' });
    await field.getByLabel('Label people see').fill('How do we know you?');
    await field.getByLabel('Kind').selectOption('One of several options');
    await field.getByLabel('Options').fill('Customer\nCustomer');
    await field.getByLabel('Options').blur();
    await preview.getByLabel('How do we know you?').waitFor();
    await page.getByRole('button', { name: 'Save the form' }).click();
    const refusal = page.getByRole('alert').filter({ hasText: 'An option is listed twice.' });
    await refusal.getByText('Property 1, form 1, field “relation”:').waitFor();
    expect(await refusal.locator('code').allTextContents()).toEqual([
      'intake.invalid, body.properties.0.actions.0.custom_privacy_request_fields.relation',
    ]);
    await field.getByLabel('Options').fill('Customer\nEmployee');
    await field.getByLabel('Options').blur();
    await page.getByRole('button', { name: 'Save the form' }).click();
    await page.getByText('The form is saved.').waitFor();
    const { page: form } = await browser.open();
    await openForm(form, site);
    expect(await form.getByLabel('How do we know you?').locator('option').allTextContents()).toEqual([
      'Choose one',
      'Customer',
      'Employee',
    ]);
    await page.getByRole('button', { name: 'Remove the field relation' }).click();
    await saveForm(page);
  });

  it('warns of a form that asks nobody who they are, and people can send that form all the same', async () => {
    await page.goto(`${site.baseUrl}/admin/#/form`);
    const who = page.getByRole('group', { name: 'Who people say they are' });
    await who.getByLabel('Email address').waitFor();
    expect(await who.getByRole('status').textContent()).toBe('');
    await who.getByLabel('Email address').selectOption('Not asked');
    expect(await who.getByRole('status').textContent()).toContain('Nothing here asks who people are');
    await page.getByRole('region', { name: 'Preview' }).getByLabel('Email address').waitFor();
    await saveForm(page);
    const { page: form } = await browser.open();
    await openForm(form, site);
    await form.getByRole('button', { name: 'Send request' }).click();
    await form.getByRole('link', { name: 'Email address: this answer is needed.' }).waitFor();
    await form.getByLabel('Email address').fill('asked.all.the.same@example.com');
    const id = await send(form);
    expect((await requestsOf(site, 'asked.all.the.same@example.com')).items.map((one) => one.id)).toEqual([id]);
    await who.getByLabel('Email address').selectOption('Required');
    expect(await who.getByRole('status').textContent()).toBe('');
    await saveForm(page);
  });

  it('adds and changes a policy', async () => {
    await page.goto(`${site.baseUrl}/admin/#/policies`);
    await page.getByRole('button', { name: 'Add a policy' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Quick access');
    await page.getByLabel('Days to answer').fill('10');
    await page.getByRole('button', { name: 'Save the policy' }).click();
    await page.getByText('quick_access').waitFor();
    await page.getByRole('button', { name: 'Change Quick access' }).click();
    await page.getByLabel('Days to answer').fill('12');
    await page.getByRole('button', { name: 'Save the policy' }).click();
    await page.getByText('12 days').waitFor();
  });
});
