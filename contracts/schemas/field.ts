import * as z from 'zod/mini';

/** One field as it is kept and answered: its label is always there. */
export const field = z.lazy(() =>
  z.object({
    pii_field: z.string(),
    dsr_package_label: z.string(),
    types: z.array(z.literal('string')),
    data_categories: z.nullable(z.array(z.string())),
  }),
);

/** One field as it is kept and answered. */
export type Field = z.output<typeof field>;
