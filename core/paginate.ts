import type { Page } from '../contracts/schemas/primitives.ts';

/** Which page of how many rows. */
export interface PageRequest {
  readonly page: number;
  readonly size: number;
}

/** Cuts one page out of all rows (CONTRACT section 1). A page past the end is empty. */
export function paginate<T>(rows: readonly T[], { page, size }: PageRequest): Page<T> {
  const start = (page - 1) * size;
  return describePage(rows.slice(start, start + size), rows.length, { page, size });
}

/** Says where a page lies among all rows. */
export function describePage<T>(items: readonly T[], total: number, { page, size }: PageRequest): Page<T> {
  return { items, total, page, size, pages: Math.ceil(total / size) };
}
