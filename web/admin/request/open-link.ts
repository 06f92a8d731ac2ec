/**
 * Follows a link that downloads: the answer is an attachment, so the page stays.
 * @param url - signed for a minute; it goes into no history
 */
export function openLink(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.rel = 'noreferrer';
  link.click();
}
