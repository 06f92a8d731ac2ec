import { describe, expect, it } from 'vitest';
import type { ScannerPackages } from '../../scanner/find-packages.ts';
import { findPackages, installSentence } from '../../scanner/find-packages.ts';

/** Registers tests that need the real scanner. Without it one test stands in their place, and its title says what was left out and how to get it; in CI they fail. */
export function describeWhenInstalled(name: string, body: (packages: ScannerPackages) => void): void {
  const packages = findPackages();
  if (packages !== undefined) {
    describe(name, () => body(packages));
    return;
  }
  if (process.env.CI !== undefined) throw new Error(installSentence);
  const sentence = `LEFT OUT, the scanner isn’t installed: “${name}”. ${installSentence}`;
  it(sentence, () => {
    console.warn(sentence);
    expect(findPackages()).toBeUndefined();
  });
}
