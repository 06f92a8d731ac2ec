/** One page: what it is made of, where it is served, and how much code it may bring. */
export interface PageSource {
  readonly name: string;
  /** Where it is served; its file in `dist` is `<path>index.html`. */
  readonly path: string;
  readonly html: string;
  readonly script: string;
  readonly style: string;
  /** Bytes of its JavaScript after Brotli; the people who ask come from any phone on any network. */
  readonly budgetBytes: number;
}

/** Every page. */
export const pages: readonly PageSource[] = [
  { name: 'intake', path: '/', html: 'intake/index.html', script: 'intake/main.tsx', style: 'intake/intake.css', budgetBytes: 120_000 },
  { name: 'admin', path: '/admin/', html: 'admin/index.html', script: 'admin/main.tsx', style: 'admin/admin.css', budgetBytes: 300_000 },
];
