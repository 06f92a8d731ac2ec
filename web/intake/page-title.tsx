import { useEffect, useRef } from 'preact/hooks';
import { useTexts } from './language.ts';

/** Whether a view was shown before: the first one leaves the focus where the browser puts it. */
let shown = false;

/** The heading of a view. A new view takes the focus here, so that keyboard and screen reader are where the eye is. */
export function PageTitle({ text }: { readonly text: string }) {
  const { documentTitle } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (shown) {
      heading.current?.focus();
      window.scrollTo(0, 0);
    }
    shown = true;
  }, []);
  useEffect(() => {
    document.title = `${text} – ${documentTitle}`;
  }, [text, documentTitle]);
  return (
    <h1 tabIndex={-1} ref={heading}>
      {text}
    </h1>
  );
}
