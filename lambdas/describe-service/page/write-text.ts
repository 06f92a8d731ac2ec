import { escapeHtml } from '../../../core/packages/escape-html.ts';

/** A sentence of the document as HTML: escaped, with what stands between backticks as code. */
export function sentence(text: string): string {
  return escapeHtml(text).replace(/`([^`]*)`/g, '<code>$1</code>');
}

/** Text as code. */
export function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** A heading or a name as an anchor: small letters, digits and hyphens. */
export function anchorOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
