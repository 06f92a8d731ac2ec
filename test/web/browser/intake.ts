import type { Page } from 'playwright-core';
import type { SampleFile } from './sample-files.ts';
import type { Site } from './site.ts';

/** Opens the form of the seed's request. */
export async function openForm(page: Page, site: Site): Promise<void> {
  await page.goto(`${site.baseUrl}/`);
  await page.getByRole('link', { name: /Access my data/ }).click();
  await page.getByRole('heading', { name: 'Access my data' }).waitFor();
}

/** Chooses files in the seed's file field. */
export async function chooseFiles(page: Page, ...files: readonly SampleFile[]): Promise<void> {
  await page.getByLabel('Choose files for Supporting documents').setInputFiles([...files]);
}

/** The row of a file. */
export function rowOf(page: Page, name: string) {
  return page.locator(`[data-file="${name}"]`);
}

/** Waits until a file stands where it is expected. */
export async function waitForFile(page: Page, name: string, state: 'attached' | 'refused' | 'uploading'): Promise<void> {
  await page.locator(`[data-file="${name}"][data-state="${state}"]`).waitFor({ timeout: 45_000 });
}

/** Sends the form, and gives back the reference number. */
export async function send(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Send request' }).click();
  return readReference(page);
}

/** The reference number, once the page shows it. */
export async function readReference(page: Page): Promise<string> {
  await page.getByRole('heading', { name: 'We have your request' }).waitFor();
  return (await page.locator('[data-reference]').textContent()) ?? '';
}
