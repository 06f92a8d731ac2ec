import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanFileName, extensionOf } from '../../core/attachments/clean-file-name.ts';

function nameOf(fileName: string): string | undefined {
  const cleaned = cleanFileName(fileName);
  return cleaned.kind === 'accepted' ? cleaned.name : 'refused';
}

describe('a display name', () => {
  it.each([
    ['passport.pdf', 'passport.pdf'],
    ['passport.pdf. . ', 'passport.pdf'],
    ['..', undefined],
    [' . . ', undefined],
    ['', undefined],
    ['../../x.pdf', 'x.pdf'],
    ['C:\\files\\x.pdf', 'x.pdf'],
    ['C:x.pdf', 'x.pdf'],
    ['/etc/passwd.pdf', 'passwd.pdf'],
    ['\\\\server\\share\\x.pdf', 'x.pdf'],
    ['folder/', undefined],
    ['-rf.pdf', '-rf.pdf'],
    ['CON.pdf', 'CON.pdf'],
    ['a"b\'c`d.pdf', 'abcd.pdf'],
    ['a\u1fefb.pdf', 'ab.pdf'],
    ['gpj.\u202eexe.pdf', 'gpj.exe.pdf'],
    ['a\u200b\u2066b\u2069\u061c\ufeff.pdf', 'ab.pdf'],
    ['x.exe.\u202e', 'x.exe'],
    ['a\tb\u0007\u009f\u2028.pdf', 'ab.pdf'],
    ['cafe\u0301.pdf', 'caf\u00e9.pdf'],
    ['Zeugnis 🎓.pdf', 'Zeugnis 🎓.pdf'],
    ['lone \ud800.pdf', 'lone \ufffd.pdf'],
  ])('made of %j is %j', (sent, shown) => {
    expect(nameOf(sent)).toBe(shown);
  });

  it.each(['a\0.pdf', 'a\r.pdf', 'a\n.pdf', '\n', 'a.pdf\0.exe'])('is refused for %j', (sent) => {
    expect(cleanFileName(sent)).toMatchObject({ kind: 'refused', code: 'attachment.unreadable' });
  });

  it('keeps its extension and whole characters when it is cut', () => {
    const cut = nameOf(`${'🎓'.repeat(5_000)}.pdf`);
    expect(cut).toBe(`${'🎓'.repeat(125)}.pdf`);
    expect(nameOf(`${'x'.repeat(250)}${'.'.repeat(50)}.pdf`)).toBe(`${'x'.repeat(250)}.pdf`);
    expect(nameOf('x'.repeat(5_000))).toBe('x'.repeat(255));
    expect(nameOf(`${'x'.repeat(300)}.exe${' '.repeat(3)}.${'y'.repeat(40)}`)?.length).toBe(255);
  });

  it('is clean whatever was sent, and stays the same when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (sent) => {
        const cleaned = cleanFileName(sent);
        if (cleaned.kind === 'refused' || cleaned.name === undefined) return;
        const { name } = cleaned;
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(255);
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}"'`/\\]|[.\s]$/u);
        expect(name.isWellFormed()).toBe(true);
        expect(name.normalize('NFC')).toBe(name);
        expect(cleanFileName(name)).toEqual(cleaned);
      }),
      { seed: 20_261_121, numRuns: 3_000 },
    );
  });
});

describe('an extension', () => {
  it.each([
    ['a.PDF', 'pdf'],
    ['a.pdf . ', 'pdf'],
    ['a.pdf.exe', 'exe'],
    ['a.pdf\u202e', 'pdf'],
    ['a.p"df', 'pdf'],
    ['.exe', 'exe'],
    ['letter', undefined],
    ['letter.', undefined],
    ['folder.pdf/letter', undefined],
    ['Version 1.2 of it', '2 of it'],
    [`${'x'.repeat(400)}.exe`, 'exe'],
    [`a.${'y'.repeat(400)}`, 'y'.repeat(253)],
  ])('of %j is %j', (sent, extension) => {
    expect(extensionOf(sent)).toBe(extension);
  });

  it('of no name is none', () => {
    expect(extensionOf(undefined)).toBeUndefined();
  });
});
