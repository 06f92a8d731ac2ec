import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Session, SessionState } from './session.ts';

/** The login of whoever sits at the desk. */
export const SessionContext = createContext<Session | undefined>(undefined);

/**
 * The login of whoever sits at the desk.
 * @throws Error outside of the desk.
 */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('There is no session here.');
  return session;
}

/** The state of a login; the component is drawn anew when it changes. */
export function useSessionState(session: Session): SessionState {
  const [state, setState] = useState(session.state);
  useEffect(() => {
    setState(session.state);
    return session.subscribe(() => setState(session.state));
  }, [session]);
  return state;
}
