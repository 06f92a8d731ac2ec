import { createHash } from 'node:crypto';

/**
 * The page's whole appearance, for light and dark. Text differs from its background by at least 7:1, faint text, links and
 * method names by at least 4.5:1 (WCAG 2.2, 1.4.6 and 1.4.3); nothing scrolls sideways at 320 px (1.4.10).
 */
export const pageStyle = `
:root{color-scheme:light dark;--text:#1b1c1f;--paper:#fff;--faint:#55585f;--line:#d4d6db;--shade:#f4f5f7;--link:#0b57a8;--get:#0b5f3c;--post:#0b4f9e;--change:#7a4200;--delete:#9c1c1c}
@media (prefers-color-scheme:dark){:root{--text:#eef0f3;--paper:#15171a;--faint:#adb2ba;--line:#3a3e45;--shade:#1f2227;--link:#8ec5ff;--get:#7fdcae;--post:#8fc1ff;--change:#f2b877;--delete:#ff9c94}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;font:1rem/1.6 system-ui,sans-serif;color:var(--text);background:var(--paper);overflow-wrap:break-word}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-100vw;top:0;padding:.5rem 1rem;background:var(--paper);z-index:1}
.skip:focus{left:0}
header,nav,main{padding:1.25rem clamp(1rem,3vw,2.5rem)}
header{border-bottom:1px solid var(--line)}
header p{max-width:50rem;margin:.5rem 0}
h1{font-size:1.9rem;line-height:1.2;margin:0}
h2{font-size:1.5rem;line-height:1.25;margin:3.5rem 0 .5rem;padding-top:.5rem}
main>section:first-child>h2{margin-top:.5rem}
h3{font-size:1.15rem;line-height:1.35;margin:0}
h4{font-size:.95rem;margin:1.25rem 0 .35rem}
p{margin:.5rem 0;max-width:46rem}
nav{background:var(--shade);font-size:.925rem}
nav h2{font-size:1rem;margin:0 0 .5rem;padding:0}
nav ul{list-style:none;margin:0 0 .75rem;padding:0}
nav ul ul{margin:.15rem 0 .75rem}
nav li li a{display:block;padding:.2rem 0;text-decoration:none}
nav li li a:hover{text-decoration:underline}
article{border:1px solid var(--line);border-radius:.5rem;padding:1.1rem clamp(.8rem,2vw,1.4rem);margin:1rem 0}
code,pre{font:.9em/1.55 ui-monospace,SFMono-Regular,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{margin:0;padding:.8rem 1rem;background:var(--shade);border:1px solid var(--line);border-radius:.4rem;white-space:pre-wrap;overflow-wrap:anywhere}
.route{margin:.4rem 0;font-weight:600}
.method{font-weight:700;margin-right:.35rem}
.get{color:var(--get)}.post{color:var(--post)}.patch,.put{color:var(--change)}.delete{color:var(--delete)}
.faint{color:var(--faint)}
dl{margin:.35rem 0;border-top:1px solid var(--line)}
dl>div{display:grid;grid-template-columns:minmax(9rem,15rem) 1fr;gap:.1rem 1rem;padding:.45rem 0;border-bottom:1px solid var(--line)}
dt{grid-row:1/span 2;font-weight:600;overflow-wrap:anywhere}
dd{margin:0;grid-column:2}
.must{font-weight:600;font-size:.85em}
ul.plain{margin:.35rem 0;padding-left:1.2rem}
details{margin-top:1rem}
summary{cursor:pointer;font-weight:600}
article:target,dl>div:target{outline:2px solid var(--link);outline-offset:3px}
@media (min-width:64rem){
.columns{display:grid;grid-template-columns:20rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;border-right:1px solid var(--line)}
main{max-width:64rem}
}
@media (max-width:30rem){dl>div{grid-template-columns:1fr}dt{grid-row:auto}dd{grid-column:1}}
@media print{nav,.skip{display:none}article{break-inside:avoid}}
`;

/**
 * The `Content-Security-Policy` that fits the page: its own style by hash, an empty icon, and nothing else from anywhere.
 * @see https://www.w3.org/TR/CSP3/
 */
export const apiPagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
