import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { escapeHtml } from '../../core/packages/escape-html.ts';

const style = `
:root{color-scheme:light dark;--paper:#f4f5f7;--card:#fff;--ink:#1b1f27;--soft:#535b69;--line:#7b8494;--accent:#14599c;--on:#fff;--bad:#b3211c}
@media (prefers-color-scheme:dark){:root{--paper:#12151a;--card:#1b1f26;--ink:#eceff4;--soft:#aab3c0;--line:#7f8999;--accent:#7cb8f2;--on:#0c1a29;--bad:#ff9b93}}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:1rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:min(24rem,100%);padding:1.5rem;border-radius:.625rem;background:var(--card);box-shadow:0 4px 16px rgb(16 24 40/12%)}
h1{margin:0 0 .5rem;font-size:1.375rem}
p{margin:0 0 1rem;color:var(--soft)}
label{font-weight:600}
input,button{width:100%;min-height:2.75rem;margin:.25rem 0 1rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.375rem;font:inherit;background:var(--card);color:var(--ink)}
button{background:var(--accent);border-color:var(--accent);color:var(--on);font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
p[role=alert]{color:var(--bad);font-weight:600}
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * The policy of the provider's own pages. Browsers hold a form to `form-action` through its redirects too, and a login ends at
 * the desk.
 * @param targets - origins a form may lead to
 */
export function loginPolicy(targets: readonly string[]): string {
  return `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self' ${targets.join(' ')}; base-uri 'none'; frame-ancestors 'none'`;
}

/** The login page of the local run. */
export function loginPage(failed: boolean): string {
  return page(
    'Log in to Dossier',
    `<p>This is the local run. Its reviewer’s password is <code>reviewer_password</code> in <code>local.json</code>, in the data folder.</p>
<form method="post">
${failed ? '<p role="alert" id="wrong">This is not the password of this run. It is new with every start.</p>' : ''}
<input type="text" name="username" value="reviewer" autocomplete="username" hidden>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus${failed ? ' aria-invalid="true" aria-describedby="wrong"' : ''}>
<button>Log in</button>
</form>`,
  );
}

/**
 * The question whether to log out.
 * @param form - the provider's form, with the id `op.logoutForm`
 */
export function logoutPage(form: string): string {
  return page('Log out of Dossier?', `${form}<button form="op.logoutForm" name="logout" value="yes">Log out</button>`);
}

/** What went wrong with a login, in a sentence. */
export function loginErrorPage(sentence: string): string {
  return page('The login did not work', `<p>${escapeHtml(sentence)}</p><p>Go back to the desk and log in again.</p>`);
}

/** Sends one of these pages. */
export function sendPage(response: ServerResponse, status: number, html: string, targets: readonly string[]): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': loginPolicy(targets),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(html);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1>${content}</main></body></html>`;
}
