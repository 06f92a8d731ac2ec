import { describe, expect, it } from 'vitest';
import { problems } from '../../contracts/problems.ts';
import { renderProblemsDocument } from './render-problems-document.ts';

describe('docs/problems.md', () => {
  it('explains every code of the table, in the words of the API page', async () => {
    const text = renderProblemsDocument();
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, code]) => code)).toEqual(Object.keys(problems));
    expect(text).not.toContain('undefined');
    await expect(text).toMatchFileSnapshot('../../docs/problems.md');
  });
});
