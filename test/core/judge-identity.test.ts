import { describe, expect, it } from 'vitest';
import { comparableIdentity } from '../../core/privacy-requests/compare-identity.ts';
import { judgeIdentity } from '../../core/privacy-requests/judge-identity.ts';

describe('an identity', () => {
  it.each([
    [{ email: ' Ada@Example.com ' }, { email: 'Ada@Example.com' }],
    [{ phone_number: '+4917012345678' }, { phone_number: '+4917012345678' }],
    [
      { name: 'Ada Łovelace', external_id: 'x/1' },
      { name: 'Ada Łovelace', external_id: 'x/1' },
    ],
    [{ email: null, name: 'Ada' }, { name: 'Ada' }],
  ])('%j is taken', (sent, identity) => {
    expect(judgeIdentity(sent)).toEqual({ identity });
  });

  it.each([
    [{}],
    [{ email: null }],
    [{ email: '' }],
    [{ email: '   ' }],
    [{ email: 'nobody' }],
    [{ email: `${'a'.repeat(250)}@x.org` }],
    [{ email: 'a@example.com\nBcc: b@example.com' }],
    [{ email: ['a@example.com'] }],
    [{ email: 'a@example.com', name: '' }],
    [{ phone_number: '0170 1234567' }],
    [{ phone_number: '+0123456789' }],
    [{ phone_number: '+1234567890123456' }],
    [{ phone_number: 491701234567 }],
    [{ name: 'x'.repeat(201) }],
    [{ name: 'Ada\u0000' }],
    [{ name: 'Ada\u202Exe' }],
    [{ name: '\uD800' }],
    [{ external_id: {} }],
  ])('%j is refused in words that hold nothing of it', (sent) => {
    const judged = judgeIdentity(sent);
    expect(judged).toHaveProperty('refusal');
    if (!('refusal' in judged)) return;
    expect(judged.refusal).toMatch(/^[A-Z].*\.$/);
    for (const value of Object.values(sent))
      if (typeof value === 'string' && value.trim() !== '') expect(judged.refusal).not.toContain(value);
  });

  it('is compared without case, blanks around it, and the way its letters are composed', () => {
    expect(comparableIdentity(' Ada@Example.COM ')).toBe('ada@example.com');
    expect(comparableIdentity('Zoe\u0308 Ångström')).toBe(comparableIdentity('Zo\u00eb A\u030angstro\u0308m'));
  });
});
