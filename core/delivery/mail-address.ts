import { limits } from '../../contracts/limits.ts';

/**
 * Whether a text is one bare mail address: no blank, no control character, and none of the marks by which a mail's head tells
 * several addresses, names and comments apart (RFC 5322, 3.4). What is stored was checked when it came; this holds whatever is stored.
 */
export function isMailAddress(text: string): boolean {
  return text.length <= limits.mailCharacters && /^[^\s\p{C},;:<>()[\]"\\@]+@[^\s\p{C},;:<>()[\]"\\@]+$/u.test(text);
}
