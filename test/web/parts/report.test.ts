import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { automatic, buildArchive, manual, readByPython } from '../../packages/build-archive.ts';
import { findViolations } from '../browser/check-page.ts';
import { openBrowser, type TestBrowser } from '../browser/open-browser.ts';

const full = [
  automatic('postgres_example:customer', [{ name: 'Jane Customer', email: 'jane@example.com', id: 1, tags: ['a', { b: '</script>' }] }]),
  automatic('postgres_example:orders', []),
  manual('manual_request_key', ['first_name', 'last_name', 'height'], { first_name: 'Jane', last_name: 'Customer', height: null }),
];

const windows: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a narrow light window', { viewport: { width: 320, height: 640 }, colorScheme: 'light' }],
  ['a wide dark window', { viewport: { width: 1_240, height: 900 }, colorScheme: 'dark' }],
];

describe('the report of a package, opened from a folder', () => {
  let browser: TestBrowser;
  let folder: string;
  beforeAll(async () => {
    browser = await openBrowser({ origins: [] });
    folder = await mkdtemp(join(tmpdir(), 'dossier-report-'));
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(
    windows.flatMap(([window, options]) => [
      [`with every kind of content in ${window}`, options, full] as const,
      [`with nothing in it in ${window}`, options, []] as const,
    ]),
  )('%s has nothing for axe to complain about and calls nobody', async (_, options, content) => {
    const file = join(folder, 'report.html');
    await writeFile(file, readByPython(await buildArchive([...content])).get('report.html') ?? '');
    const { page, offences } = await browser.open(options);
    await page.goto(pathToFileURL(file).href);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await findViolations(page)).toEqual([]);
    expect(offences).toEqual([]);
  });
});
