import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEntryNames, safeFileName } from '../../core/packages/name-entries.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 150 }),
  fc.stringMatching(/^[./\\:aA-]{0,6}$/),
  fc.constantFrom('con', 'NUL.txt', 'a', 'A', 'a-2', 'lpt1', '\u0130', '..', ''),
);

describe('safeFileName', () => {
  it.each([
    ['postgres_example:customer', 'postgres_example_customer'],
    ['../../etc/passwd', '_._etc_passwd'],
    ['a\0b', 'a_b'],
    ['-rf', 'rf'],
    ['.hidden', 'hidden'],
    ['ends.', 'ends'],
    ['com1', '_com1'],
    ['Aux.json', '_Aux.json'],
    ['Müller', 'M_ller'],
    ['', 'source'],
    ['...', 'source'],
  ])('makes of %j the name %j', (source, name) => {
    expect(safeFileName(source)).toBe(name);
  });

  it('never gives a name that climbs, hides, has an unsafe character or is too long', () => {
    fc.assert(
      fc.property(hostile, (source) => {
        const name = safeFileName(source);
        expect(name).toMatch(/^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$/);
        expect(name).not.toContain('..');
        expect(name.length).toBeLessThanOrEqual(101);
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
      }),
      { seed: 20261121, numRuns: 2_000 },
    );
  });
});

describe('createEntryNames', () => {
  it('never gives one path twice, whatever the case', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 30 }), (sources) => {
        const nameOf = createEntryNames();
        const names = sources.map((source) => nameOf(source).toLowerCase());
        expect(new Set(names).size).toBe(names.length);
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });
});
