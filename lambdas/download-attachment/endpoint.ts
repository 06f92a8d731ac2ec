import type { downloadRoutes } from '../../contracts/routes/attachments.ts';
import { type LinkParts, linkAttachment } from '../../core/attachments/link-attachment.ts';
import type { Endpoints } from '../http/endpoint.ts';

/** Answers the route of downloads. */
export function createEndpoints(parts: LinkParts): Endpoints<typeof downloadRoutes> {
  return {
    'link-attachment': async ({ params, actor }) => ({
      status: 200,
      body: { url: await linkAttachment(parts, params.id ?? '', params.attachment_id ?? '', actor) },
    }),
  };
}
