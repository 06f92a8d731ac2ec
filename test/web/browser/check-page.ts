import type { Page } from 'playwright-core';
import * as z from 'zod/mini';

const results = z.object({
  violations: z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

const lines = z.array(z.string());

/** What axe finds wrong with a page as it is now, as lines that name the rule and the places. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  const found = results.parse(
    await page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => ({ violations: violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => ({ html })) })) }))`,
    ),
  );
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}

/** Pixels a page is wider than its window; 0 where nothing has to be scrolled sideways. */
export async function overflow(page: Page): Promise<number> {
  return z.number().parse(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
}

/** Controls that are smaller than 24 pixels (WCAG 2.2, 2.5.8). A box counts with its label, a link within a sentence does not. */
export async function findSmall(page: Page): Promise<readonly string[]> {
  return lines.parse(
    await page.evaluate(
      `[...document.querySelectorAll('a, button, input, select, textarea, summary')].flatMap((control) => {
         const within = control.matches('p > a, li > a, span > a') && getComputedStyle(control).display === 'inline';
         const { width, height } = (control.closest('label') ?? control).getBoundingClientRect();
         const shown = control.checkVisibility() && control.closest('.visually-hidden, .skip-link') === null && width > 1;
         return shown && !within && (width < 24 || height < 24) ? [control.outerHTML.slice(0, 200) + ' ' + width + 'x' + height] : [];
       })`,
    ),
  );
}

/** Words in navigation that are broken over two lines, since there is no room for them. */
export async function findBrokenWords(page: Page): Promise<readonly string[]> {
  return lines.parse(
    await page.evaluate(
      `[...document.querySelectorAll('nav a')].flatMap((link) => {
         const text = link.firstChild;
         return [...text.data.matchAll(/\\S+/g)].flatMap(({ 0: word, index }) => {
           const range = document.createRange();
           range.setStart(text, index);
           range.setEnd(text, index + word.length);
           return range.getClientRects().length > 1 ? [word] : [];
         });
       })`,
    ),
  );
}

/** Watches from now on how much the content jumps by itself, as the browser counts it. */
export async function watchLayout(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(
    `globalThis.jumps = 0;
     new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.jumps += entry.value; })
       .observe({ type: 'layout-shift', buffered: true });`,
  );
  return async () => z.number().parse(await page.evaluate('globalThis.jumps'));
}
