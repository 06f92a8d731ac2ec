import { parseHeaderValue } from './parse-header-value.ts';

/** The boundary of a body, or why the content type does not give one. */
export type BoundaryOutcome =
  | { readonly kind: 'accepted'; readonly boundary: string }
  | { readonly kind: 'refused'; readonly code: 'request.unsupported_media_type' | 'attachment.unreadable'; readonly detail: string };

/** One to seventy of these characters, the last no blank. @see RFC 2046 section 5.1.1 */
const legalBoundary = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/;
/** No sender writes more: a type, seventy characters of boundary and a charset. */
const headerCharacters = 1_000;

/**
 * Reads the boundary out of a `Content-Type`: multipart/form-data with exactly one legal boundary, quoted or not, and perhaps a charset.
 * @see RFC 7578 section 4.1 and CONTRACT section 6
 */
export function readMultipartBoundary(contentType: string | undefined): BoundaryOutcome {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (contentType === undefined || type !== 'multipart/form-data') {
    return { kind: 'refused', code: 'request.unsupported_media_type', detail: 'Send the upload as multipart/form-data.' };
  }
  const parsed = contentType.length <= headerCharacters ? parseHeaderValue(contentType) : undefined;
  if (parsed === undefined) return unreadable('The content type cannot be read.');
  const boundaries = parsed.parameters.filter(([name]) => name === 'boundary');
  const others = parsed.parameters.filter(([name]) => name !== 'boundary' && name !== 'charset');
  const [boundary] = boundaries;
  if (boundary === undefined || boundaries.length > 1) return unreadable('The content type must name exactly one boundary.');
  if (others.length > 0) return unreadable('The content type may hold a boundary and a charset only.');
  if (!legalBoundary.test(boundary[1])) return unreadable('The boundary is not one to seventy legal characters.');
  return { kind: 'accepted', boundary: boundary[1] };
}

function unreadable(detail: string): BoundaryOutcome {
  return { kind: 'refused', code: 'attachment.unreadable', detail };
}
