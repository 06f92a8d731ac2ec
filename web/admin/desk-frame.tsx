import type { ComponentChildren } from 'preact';
import { Announcements } from './parts/announce.tsx';
import { addressOf } from './route.ts';
import { useSession } from './session/use-session.ts';

const areas = [
  { area: 'requests', name: 'Requests', scope: 'privacy-request:read' },
  { area: 'connections', name: 'Connections', scope: 'connection:read' },
  { area: 'policies', name: 'Policies', scope: 'policy:read' },
  { area: 'form', name: 'Intake form', scope: 'config:update' },
  { area: 'health', name: 'Health', scope: undefined },
] as const;

/** Header with the areas of the desk, and the view below. */
export function DeskFrame({ area, children }: { readonly area: string; readonly children: ComponentChildren }) {
  const session = useSession();
  return (
    <div class="desk">
      <button type="button" class="skip-link" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the content
      </button>
      <header class="desk__head">
        <a class="desk__name" href={addressOf(['requests'])}>
          Dossier
        </a>
        <nav class="desk__nav" aria-label="Areas">
          {areas
            .filter(({ scope }) => scope === undefined || session.may(scope))
            .map((entry) => (
              <a key={entry.area} class="desk__link" href={addressOf([entry.area])} aria-current={entry.area === area ? 'page' : undefined}>
                {entry.name}
              </a>
            ))}
        </nav>
        <button type="button" class="button button--quiet button--small" onClick={() => session.logOut()}>
          Log out
        </button>
      </header>
      <main class="desk__main" id="main" tabIndex={-1}>
        {children}
      </main>
      <Announcements />
    </div>
  );
}
