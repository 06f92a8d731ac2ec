import { createHash } from 'node:crypto';

/**
 * The report's whole appearance. System fonts and system colours of light and dark; text and background differ by at least 7:1
 * and links by 4.5:1 (WCAG 2.2, 1.4.6 and 1.4.3). Wide tables scroll by themselves, so that nothing else does at 320 px (1.4.10).
 */
export const reportStyle = `
:root{color-scheme:light dark;--text:#1c1c1e;--paper:#fff;--faint:#545458;--line:#8a8a8e;--shade:#f2f2f5;--link:#0b57a8}
@media (prefers-color-scheme:dark){:root{--text:#f2f2f5;--paper:#17171a;--faint:#b4b4ba;--line:#77777c;--shade:#242428;--link:#8ec5ff}}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 4rem;font:1rem/1.6 system-ui,sans-serif;color:var(--text);background:var(--paper)}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .75rem}
h2{font-size:1.3rem;line-height:1.3;margin:2.75rem 0 .5rem;overflow-wrap:anywhere}
p{max-width:44rem;margin:.5rem 0}
a{color:var(--link)}
a:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.faint{color:var(--faint)}
.none{font-size:1.25rem}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;min-width:100%}
caption{text-align:start;color:var(--faint);padding:.25rem 0}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:start;vertical-align:top}
th{background:var(--shade);font-weight:600}
td,tbody th{white-space:pre-wrap;overflow-wrap:anywhere;max-width:36rem}
.fields tbody th{width:30%;min-width:7rem}
code,pre{font:.9em/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
pre{margin:0;white-space:pre-wrap}
@media print{body{max-width:none;padding:0}.scroll{overflow:visible}tr{break-inside:avoid}}
`;

/** What the report may load and run: its own style and nothing else, from nowhere. Kept in the page, as it is opened from disk. */
export const reportPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'; base-uri 'none'; form-action 'none'`;
