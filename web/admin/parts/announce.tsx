import { useEffect, useState } from 'preact/hooks';

/** Milliseconds a sentence stays; long enough to be read twice. */
const staysMs = 6_000;

const listeners = new Set<(sentence: string) => void>();

/** Says that something was done, at the foot of the page and aloud. */
export function announce(sentence: string): void {
  for (const listener of listeners) listener(sentence);
}

/** Where such sentences are shown. */
export function Announcements() {
  const [said, setSaid] = useState<{ readonly count: number; readonly sentence: string } | undefined>();
  useEffect(() => {
    const listener = (sentence: string) => setSaid((now) => ({ count: (now?.count ?? 0) + 1, sentence }));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), staysMs);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div class="announcements" role="status">
      {said !== undefined && (
        // A new element each time, so that the same sentence is said again.
        <p class="announcement" key={said.count}>
          {said.sentence}
        </p>
      )}
    </div>
  );
}
