import { queueAddress } from './addresses.ts';
import type { QueueQuery } from './queue-query.ts';

/** Leads from page to page. */
export function Pager({ page, pages, query }: { readonly page: number; readonly pages: number; readonly query: QueueQuery }) {
  const to = (target: number) => queueAddress({ ...query, page: target });
  return (
    <nav class="pager" aria-label="Pages">
      {page > 1 ? (
        <a class="button button--small" href={to(page - 1)}>
          Previous page
        </a>
      ) : (
        <span />
      )}
      <span class="soft">
        Page {page} of {pages}
      </span>
      {page < pages ? (
        <a class="button button--small" href={to(page + 1)}>
          Next page
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
