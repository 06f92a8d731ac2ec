import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { describeWhenInstalled } from '../scanner/when-installed.ts';
import { chooseFiles, openForm, rowOf, send, waitForFile } from './browser/intake.ts';
import { openBrowser, type TestBrowser } from './browser/open-browser.ts';
import { infectedPdf, lockedPdf, pdf, renamedProgram, type SampleFile, tooLargePdf } from './browser/sample-files.ts';

const site = inject('site');

const cases: readonly (readonly [string, SampleFile, string])[] = [
  ['an infected file', infectedPdf(), 'A virus was found in this file'],
  ['a program under a picture’s name', renamedProgram(), 'The content of this file is not what its name says'],
  ['a file that is too large', tooLargePdf(), 'This file is too large. The most is 5\u00a0MiB.'],
  ['a file of another type', { ...pdf('notes.txt'), mimeType: 'text/plain' }, 'Choose PDF, PNG or JPG.'],
  ['an empty file', { name: 'empty.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) }, 'This file is empty.'],
  ['a locked file', lockedPdf(), 'it is locked with a password'],
];

describeWhenInstalled('refused files', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser(site);
  });
  afterAll(() => browser.close());

  it.each(cases)('say why beside %s, aloud too, and the form stays usable', async (_, file, sentence) => {
    const { page } = await browser.open();
    await openForm(page, site);
    await page.getByLabel('Email address').fill('rhea@example.com');
    await chooseFiles(page, file);
    await waitForFile(page, file.name, 'refused');
    expect(await rowOf(page, file.name).textContent()).toContain(sentence);
    expect(await page.getByRole('alert').textContent()).toContain(`${file.name} is not attached.`);
    await chooseFiles(page, pdf('good.pdf'));
    await waitForFile(page, 'good.pdf', 'attached');
    await page.getByRole('button', { name: `Take off the list: ${file.name}` }).click();
    await rowOf(page, file.name).waitFor({ state: 'detached' });
    await send(page);
  });
});
