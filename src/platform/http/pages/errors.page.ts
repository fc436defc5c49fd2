import { type ErrorDefinition, errorCatalogue } from '../../../kernel/domain-error.js';
import { statusOfDefinition } from '../problem.js';
import { escapeHtml, renderPage } from './layout.js';

type Entry = readonly [code: string, definition: ErrorDefinition];

/** Every declared code with its meaning. `type` of a problem answer points here: /errors#goal.weights-not-90. */
export function renderErrors(): string {
  const groups = groupByPrefix([...errorCatalogue].sort(([a], [b]) => (a < b ? -1 : 1)));
  const jumps = [...groups.keys()].map((name) => `<a href="#${name}">${name}</a>`).join('');
  return renderPage({
    title: '错误代码 Error catalogue',
    path: '/errors',
    body: `<div class="wrap"><section class="hero"><h1>错误代码<small lang="en">Error catalogue</small></h1>
<p>失败的请求以 <code>application/problem+json</code>(RFC 9457)回答。程序按 <code>code</code> 判断，人看 <code>detail</code>；代码从不翻译，也不改变含义。</p>
<p lang="en">Failures are answered as problem+json. Program against the code, show the detail; a code is never translated and never changes its meaning. <code>{…}</code> is filled from <code>params</code>.</p>
<nav class="jump" aria-label="分组 Groups">${jumps}</nav></section>
${[...groups].map(([name, entries]) => groupOf(name, entries)).join('\n')}</div>`,
  });
}

function groupByPrefix(entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const prefix = entry[0].split('.')[0] ?? '';
    groups.set(prefix, [...(groups.get(prefix) ?? []), entry]);
  }
  return groups;
}

const groupOf = (name: string, entries: readonly Entry[]): string => `<section id="${name}"><h2>${name}</h2>
<table class="errors"><colgroup><col class="code"><col class="http"><col></colgroup>
<thead><tr><th>代码 Code</th><th>HTTP</th><th>含义与办法 Meaning</th></tr></thead>
<tbody>${entries.map(rowOf).join('')}</tbody></table></section>`;

function rowOf([code, definition]: Entry): string {
  const status = statusOfDefinition(code, definition);
  return `<tr id="${code}"><th scope="row"><a href="#${code}"><code>${code}</code></a></th>
<td class="at"><span class="status s${String(status)[0]}">${status}</span></td>
<td>${escapeHtml(definition.zh)}<small lang="en">${escapeHtml(definition.en)}</small></td></tr>`;
}
