import { render } from 'preact';
import { Desk } from './desk.tsx';
import { readConfig } from './session/read-config.ts';
import { Session } from './session/session.ts';

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no place for the desk.');

try {
  const session = new Session(await readConfig());
  const address = await session.open().catch(() => '');
  // The issuer's answer leaves the address bar at once: its code is good for one use, and for nobody else.
  if (address !== undefined) history.replaceState(null, '', `/admin/${address}`);
  render(<Desk session={session} />, root);
} catch (error) {
  const sentence = error instanceof Error ? error.message : 'The desk could not be opened.';
  render(
    <main class="alone">
      <p class="notice notice--bad" role="alert">
        {sentence}
      </p>
    </main>,
    root,
  );
}
