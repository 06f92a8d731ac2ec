import { useState } from 'preact/hooks';

/** Copies a text, and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <>
      <button type="button" class="button button--quiet button--small" aria-label={label} onClick={copy}>
        Copy
      </button>
      <span class="small soft" role="status">
        {copied ? 'Copied' : ''}
      </span>
    </>
  );
}
