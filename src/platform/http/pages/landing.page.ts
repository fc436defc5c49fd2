import type { HealthResponse } from '../../health/health.dto.js';
import { escapeHtml, renderPage } from './layout.js';

/** What is running, told to whoever opens the address. */
export interface LandingFacts {
  readonly version: string;
  readonly role: 'all' | 'api' | 'worker';
  readonly queue: 'PostgreSQL' | 'Redis';
  readonly health: HealthResponse['status'];
  /** Scheme and host that the reader used. */
  readonly origin: string;
}

const STATES = {
  ok: ['运行正常', 'ready'],
  degraded: ['可用，后台任务滞后', 'degraded'],
  failed: ['暂不可用', 'not ready'],
} as const;
const PARTS = {
  all: '接口 + 后台任务 API + worker',
  api: '接口 API',
  worker: '后台任务 worker',
} as const;

const CARDS = [
  [
    '/overview',
    '绩效总览',
    'Overview',
    '逐级汇总的图表,登录后查看',
    'Charts from district to project, after signing in',
  ],
  ['/docs', '接口文档', 'API reference', '在浏览器里查阅并试用每个接口', 'Read and try every endpoint'],
  ['/errors', '错误代码', 'Error catalogue', '每个代码的含义与处理办法', 'What each code means and what helps'],
  ['/api/openapi.json', 'OpenAPI 3.1', 'document', '用来生成客户端代码', 'Generate a client from it'],
  ['/health/ready', '健康检查', 'Health', '数据库与后台任务状态', 'Database and background work'],
  ['/api/queues/', '任务队列', 'Queues', '仅系统管理员，先取得通行证', 'System administrator only, with a pass'],
  ['/metrics', '运行指标', 'Metrics', 'Prometheus 格式', 'In Prometheus format'],
] as const;

const CHAIN = [
  ['绩效目标', 'Performance goals'],
  ['分级审批', 'Approval'],
  ['运行监控', 'Monitoring'],
  ['偏差预警', 'Alerts'],
  ['绩效自评', 'Self-evaluation'],
] as const;

export const renderLanding = (facts: LandingFacts): string =>
  renderPage({
    title: '预算绩效管理 Budget Performance Management',
    path: '/',
    body: `<div class="wrap">
${hero(facts)}
<section><h2>从这里开始<small lang="en">Start here</small></h2><ul class="cards">${CARDS.map(card).join('')}</ul></section>
<section><h2>登录与调用<small lang="en">Sign in and call</small></h2>${signIn(facts.origin)}</section>
<section><h2>全过程绩效管理<small lang="en">The whole cycle</small></h2>
<ol class="chain">${CHAIN.map(([zh, en]) => `<li><b>${zh}</b><small lang="en">${en}</small></li>`).join('')}</ol></section>
</div>
<footer><div class="wrap">版本 Version ${escapeHtml(facts.version)} · Apache-2.0 · 回答默认中文，请求头 <code>Accept-Language: en</code> 得英文
<span lang="en">Answers are Chinese unless you ask for English</span></div></footer>`,
  });

function hero({ version, role, queue, health }: LandingFacts): string {
  const [zh, en] = STATES[health];
  return `<section class="hero"><h1>预算绩效管理<small lang="en">Budget Performance Management</small></h1>
<p>面向政府部门的预算绩效管理后台：目标、审批、执行监控、偏差预警与绩效自评，全过程留痕、可核验。</p>
<p lang="en">An open backend for government budget performance: goals, approval, monitoring, alerts and self-evaluation, with a trail that can be checked.</p>
<div class="chips"><span class="chip ${health}">● ${zh} ${en}</span><span class="chip">版本 Version <b>${escapeHtml(version)}</b></span>
<span class="chip">进程 Process <b>${PARTS[role]}</b></span><span class="chip">队列 Queue <b>${queue}</b></span></div></section>`;
}

const card = ([href, zh, en, about, aboutEn]: (typeof CARDS)[number]): string =>
  `<li><a class="card" href="${href}"><strong>${zh}<small lang="en">${en}</small></strong><span>${about}<br><span lang="en">${aboutEn}</span></span><code>${href}</code></a></li>`;

function signIn(origin: string): string {
  const at = escapeHtml(origin);
  return `<ol class="steps">
<li><p>首次启动：用终端中显示的一次性口令，创建系统、安全、审计三个管理员。<small lang="en">First start: create the three administrators with the secret that the terminal shows. The exact request is in the <a href="/docs">reference</a> under <code>identity</code>.</small></p></li>
<li><p>登录取得访问令牌（10 分钟有效，可刷新）。<small lang="en">Sign in for an access token; it lasts ten minutes and can be refreshed.</small></p>
<pre tabindex="0"><code>curl -s ${at}/api/v1/auth/login \\
  -H 'Content-Type: application/json' \\
  -d '{"username":"sysadmin","password":"……"}'</code></pre></li>
<li><p>带上令牌调用。<small lang="en">Call with the token.</small></p>
<pre tabindex="0"><code>curl -s ${at}/api/v1/units -H "Authorization: Bearer $TOKEN"</code></pre></li></ol>`;
}
