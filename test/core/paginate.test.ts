import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paginate } from '../../core/paginate.ts';

describe('pages', () => {
  it('tell where they lie, also past the end and of nothing', () => {
    expect(paginate(['a', 'b', 'c'], { page: 2, size: 2 })).toEqual({ items: ['c'], total: 3, page: 2, size: 2, pages: 2 });
    expect(paginate(['a'], { page: 5, size: 2 })).toEqual({ items: [], total: 1, page: 5, size: 2, pages: 1 });
    expect(paginate([], { page: 1, size: 50 })).toEqual({ items: [], total: 0, page: 1, size: 50, pages: 0 });
  });

  it('hold every row once, all together', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 10 }), (rows, size) => {
        const { pages } = paginate(rows, { page: 1, size });
        const all = Array.from({ length: pages }, (_, index) => paginate(rows, { page: index + 1, size }).items).flat();
        expect(all).toEqual(rows);
      }),
      { seed: 2 },
    );
  });
});
