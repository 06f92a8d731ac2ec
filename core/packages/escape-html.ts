const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * What must not reach a page as it is: markup, controls other than tab and line breaks (HTML forbids them), and the characters
 * that turn the direction of text around (Unicode TR 36, 2.5). The latter two are shown by their number, so nothing is lost.
 */
const dangerous = /[&<>"']|[^\P{Cc}\t\n\r]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/**
 * Text made safe for an element or a quoted attribute.
 * @param text - any text
 */
export function escapeHtml(text: string): string {
  return text.replace(dangerous, (character) => entities[character] ?? `[U+${hexOf(character)}]`);
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
