import { useEffect, useState } from 'preact/hooks';
import { mayLeave } from './parts/unsaved.ts';

/** Where the desk is. It is kept behind the `#`, which browsers tell no server: filters can hold personal data. */
export interface Route {
  /** The parts of the path, such as `['requests', 'pri_1']`. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

/** The address of a place of the desk. */
export function addressOf(parts: readonly string[], query: URLSearchParams = new URLSearchParams()): string {
  const search = query.toString();
  return `#/${parts.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
}

/** Goes to a place of the desk. */
export function goTo(parts: readonly string[], query?: URLSearchParams): void {
  location.hash = addressOf(parts, query);
}

/** Where the desk is now. A place with unsaved changes is left only where the person agrees. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    let now = location.hash;
    const follow = () => {
      if (location.hash === now) return;
      if (placeOf(location.hash) !== placeOf(now) && !mayLeave()) {
        history.replaceState(null, '', now);
        return;
      }
      now = location.hash;
      setHash(now);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return readRoute(hash);
}

function placeOf(hash: string): string {
  return hash.split('?')[0] ?? '';
}

function readRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return {
    parts: path
      .split('/')
      .filter((part) => part !== '')
      .map(decode),
    query: new URLSearchParams(search),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
