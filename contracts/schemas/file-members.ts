import * as z from 'zod/mini';

/** What is told of a file wherever one stands: with its attachment, with its request, and in answers. */
export function fileMembers() {
  return {
    /** Cleaned for display; the object's key is the server's own. */
    file_name: z.string(),
    /** The canonical type of the bytes, never the client's. */
    content_type: z.string(),
    size_bytes: z.int(),
    /** False where scanning was switched off when it came. */
    scanned: z.boolean(),
  };
}
