import { useEffect, useRef } from 'preact/hooks';

const question = 'There are changes that are not saved. Leave without saving them?';

/** Who has something unsaved now. */
const owners = new Set<object>();

/** Whether it may be left: nothing is unsaved, or the person says so. */
export function mayLeave(): boolean {
  if (owners.size === 0 || window.confirm(question)) {
    owners.clear();
    return true;
  }
  return false;
}

/** Guards what is not saved: leaving the view or the page asks first. */
export function useUnsaved(dirty: boolean): void {
  const owner = useRef({});
  useEffect(() => {
    if (!dirty) return;
    owners.add(owner.current);
    return () => owners.delete(owner.current);
  }, [dirty]);
}

window.addEventListener('beforeunload', (event) => {
  if (owners.size > 0) event.preventDefault();
});
