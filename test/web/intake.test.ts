import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod/mini';
import { chooseFiles, openForm, readReference, rowOf, send, waitForFile } from './browser/intake.ts';
import { openBrowser, type TestBrowser } from './browser/open-browser.ts';
import { largePdf, pdf } from './browser/sample-files.ts';
import { requestsOf, submit } from './browser/site.ts';

const site = inject('site');
const uploads = /\/privacy-request\/attachment(\/direct)?$/;
const submissions = /\/api\/v1\/privacy-request$/;
const files = z.array(z.object({ id: z.string(), file_name: z.string() }));

describe('the intake page', () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser(site);
  });
  afterAll(() => browser.close());

  it('takes a request with a small and a large file, and gives the reference number the desk knows', async () => {
    const { page, offences } = await browser.open();
    await openForm(page, site);
    const hint = page.locator('#field-supporting_documents-hint');
    expect(await hint.textContent()).toContain('PDF, PNG or JPG. At most 5\u00a0MiB');
    expect(await page.getByLabel('Choose files for Supporting documents').getAttribute('aria-describedby')).toBe(
      await hint.getAttribute('id'),
    );
    await page.getByLabel('Email address').fill('ada@example.com');
    await chooseFiles(page, pdf(), largePdf());
    await waitForFile(page, 'passport.pdf', 'attached');
    await waitForFile(page, 'scan of everything.pdf', 'attached');
    const reference = await send(page);
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('A person looks'),
      expect.stringContaining('We gather'),
      expect.stringMatching(/^We answer to the email address you gave, by \w+ \d+, \d{4} at the latest\.$/),
    ]);
    const [request] = (await requestsOf(site, 'ada@example.com')).items;
    expect(request?.id).toBe(reference);
    const names = files.parse(request?.custom_privacy_request_fields.supporting_documents?.value).map((file) => file.file_name);
    expect(names).toEqual(['passport.pdf', 'scan of everything.pdf']);
    expect(offences).toEqual([]);
    await page.reload();
    expect(await readReference(page)).toBe(reference);
  });

  it('can be used with the keyboard alone, and keeps the focus where the person is', async () => {
    const { page } = await browser.open();
    // From the start: the browser is told to hand choosers over, which takes a moment.
    const chooser = page.waitForEvent('filechooser');
    await page.goto(`${site.baseUrl}/`);
    await page.getByRole('link', { name: /Access my data/ }).waitFor();
    const press = async (key: string, times = 1) => {
      for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
    };
    const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent');
    await press('Tab', 4);
    expect(await focused()).toContain('Access my data');
    await press('Enter');
    await page.getByRole('heading', { name: 'Access my data' }).waitFor();
    expect(await focused()).toBe('Access my data');
    await press('Tab');
    await page.keyboard.type('kay@example.com');
    await press('Tab');
    await press('Space');
    await (await chooser).setFiles([pdf('one.pdf'), pdf('two.pdf'), pdf('three.pdf')]);
    for (const name of ['one.pdf', 'two.pdf', 'three.pdf']) await waitForFile(page, name, 'attached');
    await press('Tab', 2);
    expect(await focused()).toBe('Remove two.pdf');
    await press('Enter');
    await rowOf(page, 'two.pdf').waitFor({ state: 'detached' });
    expect(await focused()).toBe('Remove three.pdf');
    await press('Tab');
    expect(await focused()).toBe('Send request');
    await press('Enter');
    const reference = await readReference(page);
    expect(await focused()).toBe('We have your request');
    expect((await requestsOf(site, 'kay@example.com')).items[0]?.id).toBe(reference);
  });

  it('says what is missing, leads there, and sends nothing until it is put right', async () => {
    const { page } = await browser.open();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await openForm(page, site);
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByRole('link', { name: 'Email address: this answer is needed.' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('identity-email');
    await page.keyboard.type('nobody');
    await page.keyboard.press('Enter');
    await page.getByText('Enter an email address like name@example.com.').first().waitFor();
    expect(await page.getByLabel('Email address').getAttribute('aria-invalid')).toBe('true');
    expect(sent).toEqual([]);
  });

  it('really removes a file: the service has it no more', async () => {
    const { page } = await browser.open();
    await openForm(page, site);
    const answer = page.waitForResponse((response) => uploads.test(response.url()));
    await chooseFiles(page, pdf('mistake.pdf'));
    const { id } = z.object({ id: z.string() }).parse(await (await answer).json());
    await waitForFile(page, 'mistake.pdf', 'attached');
    const removed = page.waitForResponse((response) => response.request().method() === 'DELETE');
    await page.getByRole('button', { name: 'Remove mistake.pdf' }).click();
    expect((await removed).status()).toBe(204);
    await rowOf(page, 'mistake.pdf').waitFor({ state: 'detached' });
    const claimed = await submit(site, 'removed@example.com', { supporting_documents: { value: [id] } });
    expect(claimed.failed[0]?.message).toContain('upload it again');
  });

  it('takes a file that is dropped, and not one that is dropped beside the field', async () => {
    const { page } = await browser.open();
    await openForm(page, site);
    const dropped = await page.evaluateHandle(
      `(() => { const data = new DataTransfer(); data.items.add(new File([${JSON.stringify(pdf().buffer.toString('latin1'))}], 'dropped.pdf')); return data; })()`,
    );
    await page.dispatchEvent('h1', 'drop', { dataTransfer: dropped });
    expect(await rowOf(page, 'dropped.pdf').count()).toBe(0);
    await page.dispatchEvent('.drop', 'drop', { dataTransfer: dropped });
    await waitForFile(page, 'dropped.pdf', 'attached');
    expect(await page.getByRole('heading', { name: 'Access my data' }).count()).toBe(1);
  });

  it('takes ten files and says why not an eleventh', async () => {
    const { page } = await browser.open();
    await openForm(page, site);
    await chooseFiles(page, ...Array.from({ length: 11 }, (_, index) => pdf(`page ${index + 1}.pdf`)));
    await waitForFile(page, 'page 11.pdf', 'refused');
    expect(await rowOf(page, 'page 11.pdf').textContent()).toContain('No more than 10 files fit here.');
    await waitForFile(page, 'page 10.pdf', 'attached');
    expect(await page.locator('[data-state="attached"]').count()).toBe(10);
  });

  it('keeps answers and files through a reload, and uploads nothing twice', async () => {
    const { page } = await browser.open();
    let sent = 0;
    page.on('request', (request) => {
      if (uploads.test(request.url()) && request.method() === 'POST') sent += 1;
    });
    await openForm(page, site);
    await page.getByLabel('Email address').fill('rita@example.com');
    await chooseFiles(page, pdf());
    await waitForFile(page, 'passport.pdf', 'attached');
    await page.reload();
    await waitForFile(page, 'passport.pdf', 'attached');
    expect(await page.getByLabel('Email address').inputValue()).toBe('rita@example.com');
    await chooseFiles(page, pdf());
    await page.getByText('passport.pdf is not attached. This file is on the list already.').waitFor({ state: 'attached' });
    await send(page);
    expect(sent).toBe(1);
    expect((await requestsOf(site, 'rita@example.com')).total).toBe(1);
  });

  it('sends what stands in the form when its files are there, and nothing after it was cleared', async () => {
    const { page } = await browser.open();
    const held: (() => void)[] = [];
    await page.route(uploads, async (route) => {
      await new Promise<void>((resolve) => void held.push(resolve));
      await route.continue();
    });
    const begin = async (email: string) => {
      await openForm(page, site);
      await page.getByLabel('Email address').fill(email);
      await chooseFiles(page, pdf());
      await waitForFile(page, 'passport.pdf', 'uploading');
      await page.getByRole('button', { name: 'Send request' }).click();
    };
    await begin('before@example.com');
    await page.getByLabel('Email address').fill('after@example.com');
    for (const release of held.splice(0)) release();
    await readReference(page);
    expect((await requestsOf(site, 'after@example.com')).items).toHaveLength(1);
    expect((await requestsOf(site, 'before@example.com')).items).toEqual([]);

    await begin('cleared@example.com');
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Clear the form' }).click();
    for (const release of held.splice(0)) release();
    await page.locator('[data-file="passport.pdf"]').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Email address').inputValue()).toBe('');
    expect((await requestsOf(site, 'cleared@example.com')).items).toEqual([]);
    await page.unroute(uploads);
  });

  it('says that an upload was cut where the page was closed meanwhile', async () => {
    const { page } = await browser.open();
    await page.route(uploads, () => {});
    await openForm(page, site);
    await chooseFiles(page, pdf());
    await waitForFile(page, 'passport.pdf', 'uploading');
    await page.reload();
    await waitForFile(page, 'passport.pdf', 'refused');
    expect(await rowOf(page, 'passport.pdf').textContent()).toContain('The upload was interrupted');
  });

  it('makes one request of two sendings, where the answer to the first was lost', async () => {
    const { page } = await browser.open();
    await openForm(page, site);
    await page.getByLabel('Email address').fill('lou@example.com');
    await chooseFiles(page, pdf());
    await waitForFile(page, 'passport.pdf', 'attached');
    let lost = 0;
    await page.route(submissions, async (route) => {
      lost += 1;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByText('Your answers and files are kept. Send it again when you are online.').waitFor();
    await page.unroute(submissions);
    await page.reload();
    await waitForFile(page, 'passport.pdf', 'attached');
    const reference = await send(page);
    const found = await requestsOf(site, 'lou@example.com');
    expect(lost).toBe(1);
    expect(found.items.map((request) => request.id)).toEqual([reference]);
  });

  it('marks the files to choose again, where the service has them no more', async () => {
    const { page } = await browser.open();
    await openForm(page, site);
    await page.getByLabel('Email address').fill('gus@example.com');
    const answer = page.waitForResponse((response) => uploads.test(response.url()));
    await chooseFiles(page, pdf('old.pdf'), pdf('new.pdf'));
    const uploaded = await answer;
    await waitForFile(page, 'old.pdf', 'attached');
    await waitForFile(page, 'new.pdf', 'attached');
    const { id } = z.object({ id: z.string() }).parse(await uploaded.json());
    await fetch(`${site.baseUrl}/api/v1/privacy-request/attachment/${id}`, {
      method: 'DELETE',
      headers: { 'X-Upload-Token': (await uploaded.headerValue('x-upload-token')) ?? '' },
    });
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByText('Choose the marked files again, then send.').waitFor();
    expect(await page.locator('[data-state="refused"]').count()).toBe(1);
    await send(page);
    const [request] = (await requestsOf(site, 'gus@example.com')).items;
    expect(files.parse(request?.custom_privacy_request_fields.supporting_documents?.value)).toHaveLength(1);
  });

  it('waits for a running upload before it sends, and cancels one that is not wanted', async () => {
    const { page } = await browser.open();
    const held: (() => void)[] = [];
    await page.route(uploads, async (route) => {
      await new Promise<void>((resolve) => held.push(resolve));
      await route.continue().catch(() => {});
    });
    await openForm(page, site);
    await page.getByLabel('Email address').fill('will@example.com');
    await chooseFiles(page, pdf('slow.pdf'), pdf('unwanted.pdf'));
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByText('Waiting for your files').waitFor();
    await page.getByRole('button', { name: 'Cancel the upload of unwanted.pdf' }).click();
    await rowOf(page, 'unwanted.pdf').waitFor({ state: 'detached' });
    for (const release of held) release();
    const reference = await readReference(page);
    const [request] = (await requestsOf(site, 'will@example.com')).items;
    expect(request?.id).toBe(reference);
    expect(files.parse(request?.custom_privacy_request_fields.supporting_documents?.value).map((file) => file.file_name)).toEqual([
      'slow.pdf',
    ]);
  });

  it('tells that it is offline, keeps everything, and tries a file again', async () => {
    const { page } = await browser.open();
    await openForm(page, site);
    await page.getByLabel('Email address').fill('olga@example.com');
    await page.context().setOffline(true);
    await page.getByText('You are offline. Your answers are kept').waitFor();
    await chooseFiles(page, pdf());
    await waitForFile(page, 'passport.pdf', 'refused');
    expect(await rowOf(page, 'passport.pdf').textContent()).toContain('Try again when you are online.');
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again: passport.pdf' }).click();
    await waitForFile(page, 'passport.pdf', 'attached');
    await send(page);
  });
});
