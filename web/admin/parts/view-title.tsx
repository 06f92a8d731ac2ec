import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Whether a view was shown before: the first one leaves the focus where the browser puts it. */
let shown = false;

/** The heading of a view. A new view takes the focus here. */
export function ViewTitle({ text, children }: { readonly text: string; readonly children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (shown) heading.current?.focus();
    shown = true;
  }, []);
  useEffect(() => {
    document.title = `${text} – Dossier desk`;
  }, [text]);
  return (
    <div class="view-head">
      <h1 tabIndex={-1} ref={heading}>
        {text}
      </h1>
      {children}
    </div>
  );
}
