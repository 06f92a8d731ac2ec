/** A number as one where a double holds it exactly, and as the text it came as where none does (too many digits, not a number). */
export function safeNumber(text: string): number | string {
  const number = Number(text);
  const whole = /^-?\d+$/.test(text);
  return Number.isFinite(number) && (!whole || Number.isSafeInteger(number)) ? number : text;
}
