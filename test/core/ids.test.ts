import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIdMaker } from '../../core/ids.ts';
import { makeClock } from '../support/samples.ts';

describe('ids', () => {
  it('begin with their kind, grow with time and fit the name of an execution', () => {
    const clock = makeClock();
    const makeId = createIdMaker(clock, randomBytes);
    const first = makeId('privacyRequest');
    clock.advance(0.001);
    const second = makeId('privacyRequest');
    expect(first).toMatch(/^pri_[0-9a-hjkmnp-tv-z]{36}$/);
    expect(second > first).toBe(true);
    expect(`${first}-999999`.length).toBeLessThanOrEqual(80);
    expect(makeId('attachment')).toMatch(/^att_/);
  });

  it('carry at least 128 random bits: every character of the random part takes every value', () => {
    const makeId = createIdMaker(makeClock(), randomBytes);
    const seen = Array.from({ length: 26 }, () => new Set<string>());
    for (let count = 0; count < 1_000; count += 1) {
      for (const [place, letter] of [...makeId('attachment').slice(14)].entries()) seen[place]?.add(letter);
    }
    expect(seen.map((letters) => letters.size)).toEqual(Array.from({ length: 26 }, () => 32));
  });
});
