import { useState } from 'preact/hooks';
import { logIdentityView } from '../../client/generated.ts';
import { useSession } from '../session/use-session.ts';
import { useAction } from './use-action.ts';

/** Covers who asks until somebody needs to know; that somebody looked is noted first, and nothing is shown where it could not be. */
export function useReveal(requestId: string) {
  const session = useSession();
  const { running, problem, run } = useAction();
  const [shown, setShown] = useState(false);
  const toggle = () => {
    if (shown) {
      setShown(false);
      return;
    }
    void run(async () => {
      await session.call(logIdentityView, { path: { id: requestId } });
      setShown(true);
    });
  };
  return { shown, running, problem, toggle };
}
