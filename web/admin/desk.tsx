import { useState } from 'preact/hooks';
import { DeskFrame } from './desk-frame.tsx';
import { Dialog } from './parts/dialog.tsx';
import { ProblemNotice } from './parts/problem-notice.tsx';
import { useAction } from './parts/use-action.ts';
import { Queue } from './queue/queue.tsx';
import { readQueueQuery } from './queue/queue-query.ts';
import { RequestView } from './request/request-view.tsx';
import { useRoute } from './route.ts';
import type { Session } from './session/session.ts';
import { SessionContext, useSessionState } from './session/use-session.ts';
import { ConnectionView } from './setup/connection-view.tsx';
import { Connections } from './setup/connections.tsx';
import { Health } from './setup/health.tsx';
import { IntakeEditor } from './setup/intake-editor.tsx';
import { Policies } from './setup/policies.tsx';

/** The desk: the login, or what is behind it. */
export function Desk({ session }: { readonly session: Session }) {
  const state = useSessionState(session);
  if (state === 'out') return <LogIn session={session} />;
  return (
    <SessionContext.Provider value={session}>
      <View />
      {state === 'expired' && <LogInAgain session={session} />}
    </SessionContext.Provider>
  );
}

function View() {
  const { parts, query } = useRoute();
  const [area = 'requests', name] = parts;
  return <DeskFrame area={area}>{viewOf(area, name, query)}</DeskFrame>;
}

function viewOf(area: string, name: string | undefined, query: URLSearchParams) {
  switch (area) {
    case 'connections':
      return name === undefined ? <Connections /> : <ConnectionView key={name} connectionKey={name} />;
    case 'policies':
      return <Policies />;
    case 'form':
      return <IntakeEditor />;
    case 'health':
      return <Health />;
    default:
      return area === 'requests' && name !== undefined ? (
        <RequestView key={name} id={name} queue={readQueueQuery(query)} />
      ) : (
        <Queue query={query} />
      );
  }
}

function LogIn({ session }: { readonly session: Session }) {
  const { running, problem, run } = useAction();
  return (
    <main class="alone">
      <div class="card stack">
        <h1>Dossier desk</h1>
        <p class="soft">Review privacy requests, enter what was looked up by hand, and hand over the package.</p>
        <ProblemNotice problem={problem} />
        <p>
          <button type="button" class="button button--main" disabled={running} onClick={() => run(() => session.logIn())}>
            Log in
          </button>
        </p>
      </div>
    </main>
  );
}

function LogInAgain({ session }: { readonly session: Session }) {
  const [failed, setFailed] = useState(false);
  return (
    <Dialog title="Your login has ended">
      <div class="stack">
        <p>Log in again to go on. What you have entered on this page stays here.</p>
        {failed && (
          <p class="notice notice--bad" role="alert">
            The login did not work. Allow this page to open a window, and try again.
          </p>
        )}
        <p>
          <button type="button" class="button button--main" onClick={() => session.logInAgain().catch(() => setFailed(true))}>
            Log in again
          </button>
        </p>
      </div>
    </Dialog>
  );
}
