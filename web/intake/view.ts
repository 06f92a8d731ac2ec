import { useEffect, useState } from 'preact/hooks';

/** What the page shows. It is kept behind the `#`, which browsers tell no server. */
export type View = { readonly kind: 'choose' } | { readonly kind: 'form'; readonly policyKey: string } | { readonly kind: 'done' };

/** The address of a request's form. */
export function formAddress(policyKey: string): string {
  return `#/request/${encodeURIComponent(policyKey)}`;
}

/** The address of the page that thanks. */
export const doneAddress = '#/done';

/** The view that the address names. */
export function useView(): View {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return readView(hash);
}

function readView(hash: string): View {
  if (hash === doneAddress) return { kind: 'done' };
  const policyKey = /^#\/request\/([A-Za-z0-9_.-]+)$/.exec(hash)?.[1];
  return policyKey === undefined ? { kind: 'choose' } : { kind: 'form', policyKey };
}
