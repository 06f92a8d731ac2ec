import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../../client/problem.ts';

/** What a view knows of something it loads. */
export interface Answer<T> {
  /** The latest answer; it stays while a newer one is loaded. */
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

/**
 * Loads something, and loads it anew when its key changes.
 * @param key - names what is loaded; another key forgets the old answer
 * @param everyMs - milliseconds between quiet reloads while the page is looked at; absent: none
 */
export function useAnswer<T>(key: string, load: (signal: AbortSignal) => Promise<T>, everyMs?: number): Answer<T> {
  const [state, setState] = useState<{ key: string; value: T | undefined; problem: Problem | undefined; loading: boolean }>({
    key,
    value: undefined,
    problem: undefined,
    loading: true,
  });
  const latest = useRef(load);
  latest.current = load;
  const running = useRef<AbortController | undefined>(undefined);
  const reload = useCallback(() => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState((now) => ({ key, value: now.key === key ? now.value : undefined, problem: undefined, loading: true }));
    latest.current(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setState({ key, value, problem: undefined, loading: false });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setState((now) => ({ ...now, problem: toProblem(error), loading: false }));
      },
    );
  }, [key]);
  useEffect(() => {
    reload();
    return () => running.current?.abort();
  }, [reload]);
  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [reload, everyMs]);
  return state.key === key ? { ...state, reload } : { value: undefined, problem: undefined, loading: true, reload };
}

/** Any error as a problem with a sentence. */
export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('unknown', 0, 'Something went wrong on this page. Reload it and try again.');
}
