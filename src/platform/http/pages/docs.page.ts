import { renderPage } from './layout.js';

/** Swagger UI from our own origin; docs.js starts it, since the page may hold no inline script. */
export const renderDocs = (): string =>
  renderPage({
    title: '接口文档 API reference',
    path: '/docs',
    styles: ['swagger-ui.css', 'docs.css'],
    scripts: ['swagger-ui-bundle.js', 'docs.js'],
    body: `<div class="wrap"><div id="reference"><p class="loading">正在载入 Loading …</p></div>
<noscript>接口文档需要 JavaScript;原始文档见 <a href="/api/openapi.json">/api/openapi.json</a>。 The reference needs JavaScript.</noscript></div>`,
  });

export const DOCS_JS = `
const isDark = window.matchMedia('(prefers-color-scheme: dark)');
const followColours = () => document.documentElement.classList.toggle('dark-mode', isDark.matches);
isDark.addEventListener('change', followColours);
followColours();
window.addEventListener('load', () => {
  window.SwaggerUIBundle({
    url: '/api/openapi.json',
    dom_id: '#reference',
    deepLinking: true,
    filter: true,
    docExpansion: 'none',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    persistAuthorization: false,
    validatorUrl: null,
    syntaxHighlight: { theme: isDark.matches ? 'nord' : 'idea' },
  });
});
`;

/** Swagger UI in the colours and letters of the other pages. */
export const DOCS_CSS = `
.loading { color: var(--soft); padding: 3rem 0; text-align: center; }
.swagger-ui, .swagger-ui .info .title, .swagger-ui .opblock-tag, .swagger-ui .opblock .opblock-summary-operation-id,
.swagger-ui .opblock .opblock-summary-description, .swagger-ui table thead tr td, .swagger-ui table thead tr th,
.swagger-ui .parameter__name, .swagger-ui .response-col_status, .swagger-ui .tab li, .swagger-ui .btn, .swagger-ui label,
.swagger-ui select, .swagger-ui input, .swagger-ui .opblock-description-wrapper p, .swagger-ui section.models h4 {
  font-family: inherit; color: var(--ink);
}
.swagger-ui .wrapper { padding: 0; max-width: none; }
.swagger-ui .info { margin: 2rem 0 1rem; }
.swagger-ui .info .title { font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.3; }
.swagger-ui .info p, .swagger-ui .info li, .swagger-ui .markdown p, .swagger-ui .opblock-tag small, .swagger-ui .renderedMarkdown p { color: var(--soft); font-family: inherit; }
.swagger-ui .info a { color: var(--brand); }
.swagger-ui .scheme-container, html.dark-mode .swagger-ui .scheme-container { background: none; box-shadow: none; padding: .5rem 0 1rem; margin: 0; border-bottom: 1px solid var(--line); }
.swagger-ui .filter .operation-filter-input { border: 1px solid var(--line); border-radius: 10px; background: var(--card); color: var(--ink); margin: 1rem 0 0; padding: .55rem .9rem; }
.swagger-ui .info .title > span { display: inline-flex; vertical-align: middle; margin-left: .6rem; }
.swagger-ui .info .title small, .swagger-ui .info .title small.version-stamp { background: var(--brand-soft); border-radius: 99px; padding: .1rem .7rem; position: static; margin: 0 .3rem 0 0; }
.swagger-ui .info .title small pre, html.dark-mode .swagger-ui .info .title small pre { color: var(--brand); font-family: inherit; font-weight: 600; }
.swagger-ui .info .base-url, .swagger-ui .info__contact, .swagger-ui .info__license { font-family: inherit; color: var(--soft); font-size: .88rem; }
.swagger-ui .markdown code, .swagger-ui .renderedMarkdown code { color: var(--ink); background: var(--code); border: 1px solid var(--line); font-weight: 400; }
.swagger-ui .opblock-tag { border-bottom: 1px solid var(--line); font-size: 1.02rem; padding: .35rem .25rem; margin: 0; }
.swagger-ui .opblock-tag:hover { background: var(--brand-soft); }
.swagger-ui .opblock-tag .expand-operation, .swagger-ui .opblock-tag button { padding: .3rem; }
.swagger-ui .expand-operation svg, .swagger-ui .opblock-control-arrow svg { fill: var(--soft); }
.swagger-ui .opblock { border-radius: 12px; box-shadow: none; border-width: 1px; overflow: hidden; }
.swagger-ui .opblock .opblock-summary { padding: .35rem .6rem; gap: .3rem; }
.swagger-ui .opblock .opblock-summary-method { border-radius: 7px; min-width: 4.5rem; font-size: .78rem; font-family: inherit; }
.swagger-ui .opblock .opblock-summary-path { font-size: .9rem; max-width: none; }
.swagger-ui .opblock .opblock-summary-path, .swagger-ui .opblock .opblock-summary-path a { color: var(--ink); }
.swagger-ui .opblock .opblock-summary-description { color: var(--soft); text-align: right; font-size: .86rem; }
.swagger-ui .btn.authorize { border-color: var(--brand); color: var(--brand); border-radius: 10px; box-shadow: none; }
.swagger-ui .btn.authorize svg { fill: var(--brand); }
.swagger-ui .btn.execute { background: var(--brand); border-color: var(--brand); color: var(--card); }
.swagger-ui section.models { border: 1px solid var(--line); border-radius: 12px; margin: 2rem 0 3rem; }
.swagger-ui .info .main .url, .swagger-ui .version-pragma { display: none; }
html.dark-mode body { background: var(--paper); }
html.dark-mode .swagger-ui, html.dark-mode .swagger-ui .wrapper { background: none; }
html.dark-mode .swagger-ui .info .title, html.dark-mode .swagger-ui .opblock-tag { color: var(--ink); }
html.dark-mode .swagger-ui .info .title small, html.dark-mode .swagger-ui .info .title small.version-stamp { background: var(--brand-soft); }
html.dark-mode .swagger-ui .renderedMarkdown code, html.dark-mode .swagger-ui .markdown code { color: var(--ink); background: var(--code); }
html.dark-mode .swagger-ui .info p, html.dark-mode .swagger-ui .info li, html.dark-mode .swagger-ui .opblock-tag small { color: var(--soft); }
.swagger-ui .headers-wrapper td, html.dark-mode .swagger-ui .headers-wrapper td, .swagger-ui .header-row td, html.dark-mode .swagger-ui .header-row td,
.swagger-ui table.headers td, html.dark-mode .swagger-ui table.headers td { color: var(--soft); font-weight: 400; font-family: inherit; }
.swagger-ui .opblock-body pre.microlight { border-radius: 10px; }
@media (max-width: 46rem) {
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap; }
  .swagger-ui .opblock .opblock-summary-path { word-break: break-all; flex: 1 1 60%; }
  .swagger-ui .opblock .opblock-summary-description { text-align: left; flex: 1 1 100%; padding-left: .2rem; }
  .swagger-ui .opblock-tag { flex-wrap: wrap; position: relative; padding-right: 2.5rem; }
  .swagger-ui .opblock-tag small { flex: 1 1 100%; padding: 0; }
  .swagger-ui .opblock-tag .expand-operation { position: absolute; right: 0; top: .3rem; }
  .swagger-ui .info .title > span { margin-left: 0; }
  .swagger-ui .filter, .swagger-ui .filter .operation-filter-input { width: 100%; max-width: none; }
  .swagger-ui .filter-container > div { max-width: none; flex: 1 1 100%; padding: 0; }
}
`;
