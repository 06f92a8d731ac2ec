import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { PackageSource } from '../../core/packages/package-source.ts';
import { automatic, buildArchive, manual, readByPython } from './build-archive.ts';

async function reportOf(...content: PackageSource[]): Promise<string> {
  return readByPython(await buildArchive(content)).get('report.html') ?? '';
}

const hostile = '</script><script src="https://evil.example/x.js"></script><img src=x onerror=alert(1)>"\'&\u202e\u0000\u2066';

describe('the report', () => {
  it('names its language, its title, its headings and the scope of every header cell', async () => {
    const page = await reportOf(automatic('shop:order', [{ id: 1 }, { id: 2 }]), manual('crm', ['first_name'], { first_name: 'Jane' }));
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toMatch(/<title>[^<]+pri_test<\/title>/);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page.match(/<table/g)).toHaveLength(3);
    expect(page.match(/<caption[ >]/g)).toHaveLength(3);
    expect(page.match(/<th(?![a-z])(?![^>]*scope=)/g)).toBeNull();
    expect(page).toContain('<caption id="part-1-table">2 records in <bdi>shop:order</bdi></caption>');
    expect(page).toContain('<th scope="row" dir="auto">first_name</th><td dir="auto">Jane</td>');
  });

  it('says where each part comes from', async () => {
    const page = await reportOf(automatic('shop:order', [{ id: 1 }]), manual('crm', ['a'], {}));
    expect(page).toContain('read automatically from one of our systems');
    expect(page).toContain('People looked in this system');
    expect(page).toContain('Nothing about you was found here.');
    expect(page).not.toContain('We hold no data about you.');
  });

  it('says that nothing is held where every source was searched and had nothing', async () => {
    const page = await reportOf(automatic('shop:order', []), manual('crm', ['a'], {}));
    expect(page).toContain('We hold no data about you.');
    expect(page).toContain('We looked in every place listed below');
  });

  it('escapes everything that came from outside, and shows hidden characters by number', async () => {
    const source = { ...manual(hostile, [hostile], { [hostile]: hostile }), name: hostile };
    const page = await reportOf(source, automatic('a:b', [{ nested: { [hostile]: [hostile] } }, {}]));
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>"/);
    expect(page).toContain('&lt;/script&gt;&lt;script src=&quot;https://evil.example/x.js&quot;&gt;');
    expect(page).toContain('[U+202E][U+0000][U+2066]');
    expect([...page].some((character) => '\u202e\u0000\u2066'.includes(character))).toBe(false);
  });

  it('loads nothing and runs nothing: no address, no script, one style that its policy names by hash', async () => {
    const page = await reportOf(automatic('shop:order', [{ id: 1 }]));
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|base|form|svg|video|audio)\b/i);
    expect(page).not.toMatch(/\s(?:src|srcset|action|style|on\w+)=/i);
    expect(page).not.toMatch(/https?:|url\(|@import/i);
    expect(page.match(/\shref="[^"]*"/g)?.every((link) => link.startsWith(' href="#'))).toBe(true);
    const style = page.match(/<style>([^<]*)<\/style>/)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;`);
  });

  it('links only to places that are there, each once', async () => {
    const page = await reportOf(automatic('a:b', [{ id: 1 }]), automatic('a:c', [{ id: 1 }]));
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
    for (const [, target] of page.matchAll(/aria-labelledby="([^"]*)"/g)) expect(ids).toContain(target);
  });
});
