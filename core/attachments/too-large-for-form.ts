import { limits } from '../../contracts/limits.ts';

/**
 * What a caller hears whose form is larger than a form can be (CONTRACT section 6): said by the function, and by a gateway that
 * does not hand it on.
 * @param path - Of the upload that was called.
 */
export function tooLargeForForm(path: string): string {
  const most = limits.multipartBodyBytes.toLocaleString('en');
  return `A form can carry ${most} bytes. A larger file, if its field takes one, goes by the direct route: POST ${path}/direct.`;
}
