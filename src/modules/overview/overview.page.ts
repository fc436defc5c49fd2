import { escapeHtml, renderPage } from '../../platform/http/pages/layout.js';
import type { Language } from '../../platform/http/problem.js';
import type { OverviewEntry, OverviewResponse } from './overview.dto.js';
import { LIGHT_COLOURS, type OverviewWords, WORDS } from './overview.words.js';

/** Draws the charts: asked for only when somebody looks, since the library is as large as the rest of the server. */
export type DrawBars = typeof import('./overview.chart.js')['drawBars'];

/** A chart of more bars than these cannot be read: the table has them all. */
const MOST_BARS = 20;

/** The empty page: a form to sign in, and the place for the figures. The token stays in the memory of its script. */
export function renderOverviewShell(language: Language): string {
  const words = WORDS[language];
  const other = language === 'zh' ? 'en' : 'zh';
  return renderPage({
    title: words.title,
    path: '/overview',
    language,
    styles: ['/overview/page.css'],
    scripts: ['/overview/page.js'],
    body: `<div class="wrap" id="overview" data-language="${language}" data-failed="${words.failed}"><section class="hero slim"><h1>${words.title}</h1>
<p>${words.about} <a href="/overview?lang=${other}" hreflang="${other}" lang="${other}">${WORDS[other].language}</a></p></section>
<form id="sign-in" class="card" method="post" autocomplete="on"><label>${words.username}<input name="username" autocomplete="username" required></label>
<label>${words.password}<input name="password" type="password" autocomplete="current-password" required></label>
<button>${words.signIn}</button><p id="trouble" role="alert"></p></form>
<noscript><p>${words.needsScript}</p></noscript>
<div id="figures" aria-live="polite"></div></div>`,
  });
}

/** The figures of one place, for the shell to show. */
export function renderOverviewFigures(overview: OverviewResponse, language: Language, draw: DrawBars): string {
  const words = WORDS[language];
  const { node, children, childCount, fiscalYear, month } = overview;
  const shown = children.slice(0, MOST_BARS);
  return `<section><div class="place"><h2>${node ? escapeHtml(node.name) : words.yourPlaces}${node ? `<small>${words.kinds[node.kind]}</small>` : ''}</h2>
${node?.parentId ? `<button data-node="${node.parentId}" class="quiet">↑ ${words.up}</button>` : ''}${pickers(overview, words)}</div>
${node ? tiles(node, words) : ''}</section>
${shown.length === 0 ? '' : `<section class="charts">${figure(words.rates, drawRates(shown, words, draw))}${figure(words.lights, drawLights(shown, words, draw))}</section>`}
${children.length === 0 ? '' : `<section><h2>${words.below}<small>${childCount}</small></h2>${table(children, words)}</section>`}
<p class="small">${words.asOf(fiscalYear, month)} · ${words.live}</p>`;
}

function pickers({ node, fiscalYear, month }: OverviewResponse, words: OverviewWords): string {
  const option = (value: number, text: string, isChosen: boolean): string =>
    `<option value="${value}"${isChosen ? ' selected' : ''}>${text}</option>`;
  const years = [fiscalYear - 1, fiscalYear, fiscalYear + 1].map((year) =>
    option(year, String(year), year === fiscalYear),
  );
  const months = Array.from({ length: 12 }, (_, at) => option(at + 1, words.month(at + 1), at + 1 === month));
  return `<span class="pick" data-here="${node?.id ?? ''}"><label>${words.year}<select name="fiscalYear">${years.join('')}</select></label>
<label>${words.until}<select name="month">${months.join('')}</select></label></span>`;
}

function tiles(node: OverviewEntry, words: OverviewWords): string {
  const alerts = node.openAlerts;
  const open = alerts.INFO + alerts.WARN + alerts.SERIOUS + alerts.CRITICAL;
  const grades = words.grades.map(([code, name]) => `${name} ${node.grades[code]}`).join(' · ');
  const tile = (name: string, value: string, note: string): string =>
    `<li class="card tile"><span>${name}</span><b>${value}</b><small>${note}</small></li>`;
  return `<ul class="tiles">${[
    tile(
      words.executionRate,
      percent(node.executionRate),
      `${money(node.executed)} / ${money(node.adjustedBudget)} ${words.yuan}`,
    ),
    tile(words.achievement, percent(node.achievement), `${words.planned} ${percent(node.plannedAchievement)}`),
    tile(
      words.projects,
      String(node.projects),
      `${words.lags(node.executionLags, node.goalLags)} · ${words.mismatches} ${node.mismatches}`,
    ),
    tile(words.openAlerts, String(open), `${words.serious} ${alerts.SERIOUS + alerts.CRITICAL}`),
    tile(words.graded, String(words.grades.reduce((sum, [code]) => sum + node.grades[code], 0)), grades),
  ].join('')}</ul>
<ul class="lights">${words.lightNames.map(([code, name]) => `<li><i class="light ${code.toLowerCase()}"></i>${name} <b>${node.lights[code]}</b></li>`).join('')}</ul>`;
}

const drawRates = (entries: readonly OverviewEntry[], words: OverviewWords, draw: DrawBars): string =>
  draw({
    labels: entries.map(({ name }) => name),
    isStacked: false,
    isRate: true,
    series: [
      {
        name: words.executionRate,
        colour: '#3b7dd8',
        values: entries.map(({ executionRate }) => fraction(executionRate)),
      },
      { name: words.achievement, colour: '#1fa37a', values: entries.map(({ achievement }) => fraction(achievement)) },
    ],
  });

const drawLights = (entries: readonly OverviewEntry[], words: OverviewWords, draw: DrawBars): string =>
  draw({
    labels: entries.map(({ name }) => name),
    isStacked: true,
    isRate: false,
    series: words.lightNames.map(([code, name]) => ({
      name,
      colour: LIGHT_COLOURS[code],
      values: entries.map(({ lights }) => lights[code] || null),
    })),
  });

/** As an image: no rule for inline styles is needed, and no name of a unit can become markup. The table tells the same. */
const figure = (title: string, svg: string): string =>
  `<figure class="card"><figcaption>${title}</figcaption><img src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}" alt="${title}"></figure>`;

const table = (
  entries: readonly OverviewEntry[],
  words: OverviewWords,
): string => `<div class="scroll"><table><thead><tr><th>${words.name}</th>
${[words.projects, words.budget, words.executionRate, words.achievement, words.lights, words.openAlerts].map((name) => `<th>${name}</th>`).join('')}</tr></thead>
<tbody>${entries.map((entry) => rowOf(entry, words)).join('\n')}</tbody></table></div>`;

function rowOf(entry: OverviewEntry, words: OverviewWords): string {
  const { id, code, name, kind, projects, adjustedBudget, executionRate, achievement, lights, openAlerts } = entry;
  const shown = words.lightNames.filter(([light]) => lights[light] > 0);
  const open = openAlerts.INFO + openAlerts.WARN + openAlerts.SERIOUS + openAlerts.CRITICAL;
  return `<tr><th scope="row"><button data-node="${id}" class="name">${escapeHtml(name)}</button><small>${words.kinds[kind]} ${escapeHtml(code)}</small></th>
<td>${projects}</td><td>${money(adjustedBudget)}</td><td>${percent(executionRate)}</td><td>${percent(achievement)}</td>
<td>${shown.map(([light, text]) => `<i class="light ${light.toLowerCase()}" title="${text}"></i>${lights[light]}`).join(' ')}</td><td>${open}</td></tr>`;
}

const fraction = (rate: string | null): number | null => (rate === null ? null : Number(rate));

/** `0.399900` as 39.99%: cut and set, not computed. */
function percent(rate: string | null): string {
  if (rate === null) return '—';
  const digits = rate.replace('.', '').replace(/^0+(?=\d{5})/, '');
  return `${digits.slice(0, -4)}.${digits.slice(-4, -2)}%`;
}

const money = (yuan: string): string => yuan.replace(/\B(?=(\d{3})+(?!\d)(?=.*\.))/g, ',');
