import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKey, makeKey } from '../../core/make-key.ts';

describe('a key made from a name', () => {
  it.each([
    ['My Mongo DB', 'my_mongo_db'],
    ['foo*bar', 'foobar'],
    ['Straße', 'strasse'],
    ['GROẞ', 'gross'],
    ['Crème Brûlée', 'creme_brulee'],
    ['a  -  b', 'a_b'],
    ['a---b', 'a_b'],
    ['a\t\n b', 'a_b'],
    ['  padded  ', 'padded'],
    ['snake_case stays', 'snake_case_stays'],
    ['__proto__', '__proto__'],
    ['E-Mail (2nd)', 'e_mail_2nd'],
    ['ﬁle №5', 'file_no5'],
    ['İstanbul', 'istanbul'],
    ['v1.2', 'v12'],
    ['a*-*b', 'a_b'],
    ['a - * - b', 'a_b'],
    ['***', ''],
    ['', ''],
    ['😀', ''],
  ])('%j becomes %j', (name, key) => {
    expect(makeKey(name)).toBe(key);
  });

  it('keeps letters of other scripts, which are no key but a good label', () => {
    expect(makeKey('Имя Клиента')).toBe('имя_клиента');
    expect(isKey(makeKey('Имя'))).toBe(false);
  });

  it('is its own key, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const key = makeKey(name);
        expect(makeKey(key)).toBe(key);
        expect(key).not.toMatch(/[\s-]/);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('a key', () => {
  it.each(['a', 'A-1', '.hidden', '__proto__', 'x.y_z-1'])('%j can be used', (key) => expect(isKey(key)).toBe(true));
  it.each(['', ' ', 'a b', 'a/b', 'ä', 'a\n', '\u0000'])('%j cannot be used', (key) => expect(isKey(key)).toBe(false));
});
