import type { Page } from 'playwright-core';
import * as z from 'zod/mini';

const results = z.object({
  violations: z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

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

/** Watches from now on how much the content jumps by itself, as the browser counts it. */
export async function watchLayout(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(
    `globalThis.jumps = 0;
     new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.jumps += entry.value; })
       .observe({ type: 'layout-shift', buffered: true });`,
  );
  return async () => z.number().parse(await page.evaluate('globalThis.jumps'));
}
