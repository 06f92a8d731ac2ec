import * as z from 'zod/mini';

/** `GET /privacy-request/{id}/access-results` */
export const accessResults = z.lazy(() => z.object({ access_result_urls: z.array(z.url()) }));

/** One value of a package's row. */
export const packageValue = z.json();

/** The package: rows by source (CONTRACT section 9). */
export const packageContent = z.lazy(() => z.record(z.string(), z.array(z.record(z.string(), packageValue))));

/** The package: rows by source. */
export type PackageContent = z.output<typeof packageContent>;
