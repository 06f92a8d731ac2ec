import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumPath } from './chromium-path.ts';
import type { Site } from './site.ts';

/** It talks to nobody by itself, and runs where there is no display. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A page of its own session, and everything that must not happen in it. */
export interface OpenPage {
  readonly page: Page;
  /** Origins that are none of the run's, and sentences of the browser about a policy that was broken. */
  readonly offences: readonly string[];
}

/** A browser of one test file. */
export interface TestBrowser {
  /** Opens a page in a session of its own. */
  open(options?: BrowserContextOptions): Promise<OpenPage>;
  close(): Promise<void>;
}

/** Starts a browser. Each page in it is watched: it calls nobody but the run, and breaks no policy. */
export async function openBrowser(site: Pick<Site, 'origins'>): Promise<TestBrowser> {
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath, args });
  return {
    open: async (options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1_000, height: 800 }, locale: 'en-GB', ...options });
      await context.addInitScript({ path: axe });
      const offences: string[] = [];
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol.startsWith('http') && !site.origins.includes(origin)) offences.push(`A call went to ${origin}.`);
      });
      context.on('console', (message) => {
        if (/content security policy|trusted type/i.test(message.text())) offences.push(message.text());
      });
      context.on('weberror', (error) => offences.push(error.error().message));
      return { page: await context.newPage(), offences };
    },
    close: () => browser.close(),
  };
}
