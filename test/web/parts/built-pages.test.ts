import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildPages } from '../../../web/build/build-pages.ts';
import { readFreshManifest } from '../../../web/build/manifest.ts';
import { pages } from '../../../web/build/pages.ts';

describe('the built pages', async () => {
  const files = await buildPages();

  it.each(pages)('bring no more code than the budget of $name', ({ name, budgetBytes }) => {
    const scripts = files.filter((file) => file.page === name && file.kind === 'script');
    expect(scripts).toHaveLength(1);
    const packed = scripts.reduce((sum, file) => sum + brotliCompressSync(file.bytes).length, 0);
    expect(packed).toBeLessThan(budgetBytes);
  });

  it('name their files by their content, and hold no script or style of their own', () => {
    for (const { path, kind, bytes } of files) {
      if (kind !== 'html') {
        expect(path).toMatch(/^assets\/\w+-[A-Z0-9]{8}\.(js|css)$/);
        continue;
      }
      const html = Buffer.from(bytes).toString('utf8');
      expect(html).not.toMatch(/<style|<script(?! type="module" src="\/assets\/)| style="| on\w+="/);
      expect(html).not.toContain('%');
    }
  });

  it('are fresh after a build', () => {
    expect(readFreshManifest()?.files).toEqual(files.map((file) => file.path));
  });
});
