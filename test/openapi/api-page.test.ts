import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createOpenApiDocument } from '../../contracts/openapi.ts';
import { problems } from '../../contracts/problems.ts';
import { pathsOf, routes } from '../../contracts/routes.ts';
import { escapeHtml } from '../../core/packages/escape-html.ts';
import { apiPagePolicy, renderApiPage } from '../../lambdas/describe-service/page/render-api-page.ts';

const document = createOpenApiDocument({ version: '1.2.3' });
const page = renderApiPage(document);

/** The part of the page that tells of one route. */
function articleOf(id: string): string {
  return page.split('<article ').find((article) => article.startsWith(`id="${id}"`)) ?? '';
}

describe('the API page', () => {
  it('has every route with its method, paths, scope and a call to copy', () => {
    for (const route of routes) {
      const article = articleOf(route.id);
      expect(article).toContain(`>${route.method}</span>`);
      for (const path of pathsOf(route)) expect(article).toContain(`<code>${path}</code>`);
      if (route.scope !== undefined) {
        expect(article).toContain(`<code>${route.scope}</code>`);
        expect(article).toContain('Authorization: Bearer $TOKEN');
      }
      expect(article).toMatch(/<pre><code>curl /);
      for (const code of route.problems ?? []) expect(article).toContain(`href="#${code}"`);
    }
    expect(page.match(/<pre><code>curl /g)).toHaveLength(routes.length);
  });

  it('explains every problem code at an anchor of its name, where `type` leads', () => {
    for (const code of Object.keys(problems)) expect(page).toContain(`<div id="${code}"><dt><code>${code}</code>`);
  });

  it('names the fields of a body with their kind and whether they are needed', () => {
    expect(articleOf('define-fields')).toMatch(/<dt><code>fields<\/code><\/dt>.*required/);
    expect(articleOf('create-connections')).toMatch(/<dt><code>connection_type<\/code><\/dt>.*<code>manual_webhook<\/code>.*required/);
    expect(articleOf('submit-privacy-requests')).toContain('<dt><code>identity.email</code></dt>');
  });

  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<(?:script|img|iframe|object|embed|base|form)\b/i);
    expect(page).not.toMatch(/\s(?:src|srcset|action|style|on\w+)=/i);
    expect(page.match(/<link\b[^>]*>/g)).toEqual(['<link rel="icon" href="data:,">']);
    const links = [...page.matchAll(/\shref="([^"]*)"/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !/^(?:#|data:,$|\/api\/v1\/openapi\.json$)/.test(target))).toEqual([]);
    expect(page).not.toMatch(/url\(|@import/);
  });

  it('fits its policy: one style, named by its hash', () => {
    const style = page.match(/<style>([^<]*)<\/style>/)?.[1] ?? '';
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(apiPagePolicy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(apiPagePolicy).toContain("default-src 'none'");
    expect(apiPagePolicy).not.toContain('unsafe');
  });

  it('has every place once, and links only to places that are there', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
    for (const [, target] of page.matchAll(/aria-labelledby="([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('can be found one’s way in: language, title, landmarks, a skip link, headings without a gap', () => {
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('<title>Dossier API 1.2.3</title>');
    for (const landmark of ['header', 'nav', 'main']) expect(page.match(new RegExp(`<${landmark}\\b`, 'g'))).toHaveLength(1);
    expect(page).toContain('<a class="skip" href="#content">');
    const levels = [...page.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('closes every element that it opens', () => {
    const open: string[] = [];
    for (const [, end, name = ''] of page.replace(/<style>[^<]*<\/style>/, '').matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (['meta', 'link'].includes(name)) continue;
      if (end === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });

  it('escapes what the document says', () => {
    const hostile = '<script>alert("`x`")</script>';
    const named = { ...document, info: { ...document.info, title: hostile, description: hostile } };
    const text = renderApiPage(named);
    expect(text).not.toContain('<script');
    expect(text).toContain(`<title>${escapeHtml(hostile)} API`);
  });
});

describe('contrast of the API page and the report', () => {
  // WCAG 2.2, definitions of relative luminance and contrast ratio.
  const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (hex: string) => {
    const full = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
    const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => channel(Number.parseInt(full.slice(at, at + 2), 16) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (a: string, b: string) => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };

  it('is at least 4.5 for every colour of text on both backgrounds, in light and in dark', async () => {
    const { pageStyle } = await import('../../lambdas/describe-service/page/page-style.ts');
    const { reportStyle } = await import('../../core/packages/report-style.ts');
    for (const style of [pageStyle, reportStyle]) {
      const schemes = [...style.matchAll(/:root\{([^}]*)\}/g)].map(
        ([, text = '']) => new Map([...text.matchAll(/--(\w+):(#[0-9a-f]+)/g)].map(([, name = '', value = '']) => [name, value])),
      );
      expect(schemes).toHaveLength(2);
      for (const colours of schemes) {
        const inks = [...colours.keys()].filter((name) => !['paper', 'shade', 'line'].includes(name));
        for (const ink of inks) {
          for (const paper of ['paper', 'shade']) {
            const ratio = contrast(colours.get(ink) ?? '', colours.get(paper) ?? '');
            expect(ratio, `${ink} on ${paper}`).toBeGreaterThanOrEqual(ink === 'text' ? 7 : 4.5);
          }
        }
      }
    }
  });
});
