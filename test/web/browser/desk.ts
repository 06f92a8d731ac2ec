import type { Page } from 'playwright-core';
import type { Site } from './site.ts';

/** Logs in at the desk, and waits for the queue. */
export async function logIn(page: Page, site: Site, address = ''): Promise<void> {
  await page.goto(`${site.baseUrl}/admin/${address}`);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByLabel('Password').fill(site.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('navigation', { name: 'Areas' }).waitFor();
}

/** Opens a request at the desk. */
export async function openRequest(page: Page, site: Site, id: string): Promise<void> {
  await page.goto(`${site.baseUrl}/admin/#/requests/${id}`);
  await page.getByRole('heading', { name: 'About this request' }).waitFor();
}
