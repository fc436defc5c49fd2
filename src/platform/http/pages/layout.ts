/** Text that becomes part of a page. Everything that isn't a literal of ours goes through here. */
export const escapeHtml = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[letter] ?? '',
  );

export interface Page {
  readonly title: string;
  readonly path: string;
  /** HTML. */
  readonly body: string;
  /** Absent: the page speaks Chinese with English beside it. */
  readonly language?: 'zh' | 'en';
  /** File names below /assets, or addresses. */
  readonly styles?: readonly string[];
  readonly scripts?: readonly string[];
}

const LINKS = [
  ['/', '首页', 'Home'],
  ['/overview', '总览', 'Overview'],
  ['/docs', '接口文档', 'API reference'],
  ['/errors', '错误代码', 'Errors'],
] as const;

/** The frame of every page: no inline style or script, nothing from another origin. */
export const renderPage = ({
  title,
  path,
  body,
  language = 'zh',
  styles = [],
  scripts = [],
}: Page): string => `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
${['site.css', ...styles].map((name) => `<link rel="stylesheet" href="${addressOf(name)}">`).join('\n')}
</head>
<body>
<a class="skip" href="#main">跳到正文 Skip to content</a>
<header class="bar"><div class="wrap">
<a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28"><span>预算绩效管理</span></a>
<nav aria-label="主导航 Main">${LINKS.map(([href, zh, en]) => linkOf(href, zh, en, path)).join('')}</nav>
</div></header>
<main id="main">
${body}
</main>
${scripts.map((name) => `<script src="${addressOf(name)}" defer></script>`).join('\n')}
</body>
</html>
`;

const addressOf = (name: string): string => (name.startsWith('/') ? name : `/assets/${name}`);

const linkOf = (href: string, zh: string, en: string, path: string): string =>
  `<a href="${href}"${href === path ? ' aria-current="page"' : ''}>${zh}<small lang="en">${en}</small></a>`;
