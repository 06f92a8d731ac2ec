/** Identity values as the list filter compares them: without case, blanks around them, and the ways to write one letter (NFC). */
export function comparableIdentity(value: string): string {
  return value.trim().normalize('NFC').toLowerCase();
}
