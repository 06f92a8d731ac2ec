import * as z from 'zod/mini';

/** `GET /privacy-request/{id}/access-results` */
export const accessResults = z.lazy(() => z.object({ access_result_urls: z.array(z.url()) }));

/** One value of a package's row. */
export const packageValue = z.lazy(() => z.json());

/** The package: rows by source (CONTRACT section 9). */
export const packageContent = z.lazy(() => z.record(z.string(), z.array(z.record(z.string(), packageValue))));

/** The package: rows by source. */
export type PackageContent = z.output<typeof packageContent>;

/** The link of a person's mail. Any other token is as wrong as none. */
export const packageLinkQuery = z.lazy(() => z.object({ token: z.optional(z.string()) }));
