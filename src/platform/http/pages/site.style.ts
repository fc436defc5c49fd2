/** One sheet for all pages; the colours follow the reader's system. */
export const SITE_CSS = `
:root {
  --paper: #f7f8fa; --card: #ffffff; --ink: #16202e; --soft: #5a6778; --line: #e1e6ec; --brand: #1554a6; --brand-soft: #e8f0fb;
  --good: #13795b; --good-soft: #e3f5ee; --warn: #96590a; --warn-soft: #fdf1dd; --bad: #b3261e; --bad-soft: #fbe9e7; --code: #f1f4f8;
  --shadow: 0 1px 2px rgb(16 32 56 / .05), 0 6px 20px rgb(16 32 56 / .05);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f141b; --card: #171e27; --ink: #e6ebf1; --soft: #98a6b6; --line: #283341; --brand: #7db2ff; --brand-soft: #1a2a42;
    --good: #5fd3a8; --good-soft: #123128; --warn: #f0b860; --warn-soft: #34270f; --bad: #ff8f85; --bad-soft: #3b1a18; --code: #10161e;
    --shadow: none;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); line-height: 1.65; font-size: 16px;
  font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
}
a { color: var(--brand); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 3px solid var(--brand); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .3rem .8rem; z-index: 9; }
.wrap { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
.bar { background: var(--card); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 5; }
.bar .wrap { display: flex; align-items: center; gap: 1.5rem; min-height: 3.75rem; }
.brand { display: flex; align-items: center; gap: .6rem; font-weight: 650; color: var(--ink); font-size: 1.05rem; white-space: nowrap; }
.bar nav { display: flex; gap: .25rem; margin-left: auto; }
.bar nav a { color: var(--soft); padding: .3rem .75rem; border-radius: 8px; line-height: 1.25; text-align: center; white-space: nowrap; }
.bar nav a small { display: block; font-size: .7rem; opacity: .85; }
.bar nav a:hover { background: var(--brand-soft); color: var(--brand); text-decoration: none; }
.bar nav a[aria-current] { color: var(--brand); background: var(--brand-soft); }
h1 { font-size: clamp(1.8rem, 4.5vw, 2.6rem); line-height: 1.2; margin: 0 0 .2rem; letter-spacing: .01em; }
h2 { font-size: 1.25rem; margin: 0 0 1rem; line-height: 1.35; }
h2 small, h1 small { color: var(--soft); font-weight: 400; }
h1 small { display: block; font-size: max(.42em, 1rem); margin-top: .5rem; letter-spacing: 0; }
h2 small { font-size: .8em; margin-left: .5rem; }
section { padding: 1.75rem 0; }
.hero { padding: 3rem 0 1rem; }
.hero p { max-width: 46rem; margin: .9rem 0 0; }
.hero p[lang] { color: var(--soft); margin-top: .25rem; font-size: .95rem; }
.chips { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1.25rem; }
.chip { border: 1px solid var(--line); background: var(--card); border-radius: 99px; padding: .15rem .8rem; font-size: .86rem; color: var(--soft); }
.chip b { color: var(--ink); font-weight: 600; }
.chip.ok { background: var(--good-soft); color: var(--good); border-color: transparent; }
.chip.degraded { background: var(--warn-soft); color: var(--warn); border-color: transparent; }
.chip.failed { background: var(--bad-soft); color: var(--bad); border-color: transparent; }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(17.5rem, 1fr)); margin: 0; padding: 0; list-style: none; }
.card { display: block; height: 100%; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.1rem 1.25rem; color: var(--ink); box-shadow: var(--shadow); }
a.card:hover { border-color: var(--brand); text-decoration: none; }
.card strong { display: block; font-size: 1.02rem; }
.card strong small { color: var(--soft); font-weight: 400; margin-left: .4rem; }
.card span { display: block; color: var(--soft); font-size: .9rem; margin-top: .3rem; }
.card code { margin-top: .6rem; display: inline-block; }
.chain { display: grid; grid-template-columns: repeat(5, 1fr); gap: .6rem; list-style: none; margin: 0; padding: 0; counter-reset: step; }
.chain li { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .8rem 1rem; counter-increment: step; }
.chain li::before { content: counter(step); color: var(--brand); font-weight: 700; font-size: .8rem; }
.chain b { display: block; }
.chain small { color: var(--soft); line-height: 1.35; display: block; }
.steps { margin: 0; padding: 0; list-style: none; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.1rem; }
.steps p { margin: 0 0 .5rem; }
.steps p small { color: var(--soft); display: block; }
pre, code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .85rem; }
code { background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: .05rem .4rem; overflow-wrap: anywhere; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 12px; padding: .9rem 1.1rem; margin: 0; overflow-x: auto; line-height: 1.55; }
pre code { background: none; border: 0; padding: 0; overflow-wrap: normal; }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .87rem; padding: 1.25rem 0 2.5rem; margin-top: 1.5rem; }
.jump { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: 1.1rem; }
.jump a { border: 1px solid var(--line); background: var(--card); border-radius: 99px; padding: .1rem .75rem; font-size: .88rem; }
.errors { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; box-shadow: var(--shadow); table-layout: fixed; }
.errors th, .errors td { text-align: left; vertical-align: top; padding: .6rem 1rem; border-top: 1px solid var(--line); }
.errors thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: .82rem; }
.errors col.code { width: 33%; }
.errors col.http { width: 6.5rem; }
.errors tbody th { font-weight: 400; }
.errors tr:target { background: var(--brand-soft); }
.errors td small { display: block; color: var(--soft); }
.status { font-weight: 600; font-size: .85rem; border-radius: 6px; padding: .05rem .5rem; background: var(--warn-soft); color: var(--warn); }
.status.s5 { background: var(--bad-soft); color: var(--bad); }
@media (max-width: 46rem) {
  .bar .wrap { flex-wrap: wrap; gap: .3rem .6rem; padding-top: .6rem; padding-bottom: .5rem; }
  .bar nav { margin: 0 0 0 -.6rem; width: 100%; }
  .bar nav a { padding: .2rem .6rem; font-size: .92rem; }
  html { scroll-padding-top: 7rem; }
  .hero { padding-top: 1.75rem; }
  .chain { grid-template-columns: 1fr; }
  .chain li { display: grid; grid-template-columns: 1.5rem auto 1fr; align-items: baseline; gap: .5rem; padding: .55rem 1rem; }
  .errors, .errors tbody, .errors tr, .errors th, .errors td { display: block; }
  .errors thead, .errors colgroup { display: none; }
  .errors tbody th { padding-bottom: 0; }
  .errors td { border-top: 0; padding-top: .2rem; }
  .errors td.at { float: right; padding-top: .6rem; margin-top: -2.4rem; }
}
@media print { .bar nav, .skip { display: none; } }
`;

export const ICON_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1554a6"/><path d="M8 22V15M14 22V10M20 22V17" stroke="#fff" stroke-width="3" stroke-linecap="round"/><path d="M21.5 9.5l2 2 3.5-4" fill="none" stroke="#7ee0b5" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
