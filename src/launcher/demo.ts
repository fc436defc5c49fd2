import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { COMPLETED_TABLES } from './demo/completed-tables.js';
import { DemoApi } from './demo/demo-api.js';
import { DECLARED_TABLE } from './demo/demo-declaration.js';
import { bootstrap, buildDistrict, DEMO_ACCOUNTS, DEMO_YEAR, hirePeople, type People } from './demo/demo-district.js';
import { evaluate, readOutcomes } from './demo/demo-evaluations.js';
import {
  approve,
  type DemoProject,
  openProject,
  release,
  returnAndResubmit,
  submitAsPrinted,
  submitCompleted,
} from './demo/demo-goals.js';
import { gradeName, lightName, printOutcomes } from './demo/demo-report.js';
import { acknowledgeOne, DemoClock, LOOKS, liveThrough } from './demo/demo-year.js';
import { PUBLISHED_TABLES } from './demo/published-tables.js';
import { launch, stopOnSignals } from './launch.js';

const begun = performance.now();
const say = (line: string): void =>
  console.log(`[${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s] ${line}`);

// The story is told here; the server speaks only when something is wrong.
process.env['LOG_LEVEL'] ??= 'warn';
const launched = await launch(say);
stopOnSignals(launched);
try {
  const password = rememberPassword(launched.bootstrapSecret !== null);
  if (launched.bootstrapSecret) await tell(launched.url, launched.ownerUrl, launched.bootstrapSecret, password);
  else say('the data of an earlier run is here; nothing is made again');
  const finance = await DemoApi.signIn(launched.url, 'finance', password);
  printOutcomes(await readOutcomes({ finance }, publishedTotals));
  printDoors(launched.url, password);
} catch (error) {
  console.error(error);
  await launched.stop();
  process.exit(1);
}

/** The whole chain over the public API, in the order of a fiscal year. */
async function tell(url: string, ownerUrl: string, secret: string, password: string): Promise<void> {
  const clock = new DemoClock(ownerUrl);
  await clock.moveTo(`${DEMO_YEAR}-01-10`);
  await bootstrap(url, secret, password);
  say('三员 created: sysadmin, secadmin, auditadmin');
  const district = await buildDistrict(await DemoApi.signIn(url, 'sysadmin', password));
  say(`district with ${PUBLISHED_TABLES.length} published units and a finance bureau`);
  const people = await hirePeople(url, password, district);
  say(`${DEMO_ACCOUNTS.length} accounts, each with one role`);
  await showPrinted(people);
  const projects = await setGoals(people, district);
  await clock.moveTo(`${DEMO_YEAR}-01-21`);
  await release(
    people,
    district,
    projects.map(({ goalId }) => goalId),
  );
  say(`批复 of ${projects.length} goals; all in execution`);
  for (const month of LOOKS) {
    const { lights, openAlerts, unread, reminders } = await liveThrough(people, district, projects, clock, month);
    const shown = Object.entries(lights)
      .map(([light, count]) => `${lightName(light)} ${count}`)
      .join(', ');
    say(
      `${DEMO_YEAR}-${String(month).padStart(2, '0')}: ${shown}; open alerts ${openAlerts}; the clerk has ${unread} unread notices; ${reminders} reminders have come`,
    );
    if (month === 6) say(`acknowledged by the unit’s head: ${await acknowledgeOne(people)}`);
  }
  for (const project of projects) {
    const { refusedFor } = await evaluate(people, project);
    say(
      `self-evaluation ${project.table.id} final${refusedFor.length > 0 ? ` (first refused: ${refusedFor.join(', ')})` : ''}`,
    );
  }
  await clock.release();
}

/** Each published table as printed, through the stateless check: nothing is stored. */
async function showPrinted(people: People): Promise<void> {
  for (const { id, project, table } of PUBLISHED_TABLES) {
    const { body } = await people.finance.post('/self-evaluation-checks', table);
    const codes = (body.findings as { code: string; severity: string }[])
      .filter(({ severity }) => severity !== 'INFO')
      .map(({ code }) => code);
    const counts = [...new Set(codes)].map((code) => `${code}×${codes.filter((other) => other === code).length}`);
    say(
      `${id} ${shortName(project)} as printed: total ${body.total ?? '—'} (printed ${table.reportedTotal ?? '—'}); ${counts.join(' ') || 'no findings'}`,
    );
  }
}

async function setGoals(people: People, district: Parameters<typeof openProject>[1]): Promise<DemoProject[]> {
  const projects: DemoProject[] = [];
  for (const table of PUBLISHED_TABLES) {
    const completed = COMPLETED_TABLES.find(({ id }) => id === table.id);
    if (!completed) throw new Error(`no completion for ${table.id}`);
    const projectId = await openProject(people, district, table, completed);
    const { goalId, codes } = await submitAsPrinted(people, projectId, table, completed);
    await submitCompleted(people, goalId, completed);
    if (table.id === 'cn-a3') await returnAndResubmit(people, goalId, '请补充各项任务的完成时限');
    const { steps, score, grade } = await approve(people, goalId);
    say(
      `${table.id} goal as printed: ${codes.length > 0 ? `refused (${codes.join(', ')}), completed by the demo` : 'accepted'}, then approved by ${steps.length} persons${table.id === 'cn-a3' ? ', once returned' : ''}; review sheet ${score} (${gradeName(grade)})${steps.includes('finance-leader') ? '; above 5,000,000 元, so the leader has signed' : ''}${table.id === DECLARED_TABLE ? '; with a whole declaration form of the demo’s own' : ''}`,
    );
    projects.push({ table, completed, projectId, goalId });
  }
  return projects;
}

function publishedTotals(projectName: string): {
  total: string | null;
  partial: string | null;
  changes: readonly string[];
} {
  const found = PUBLISHED_TABLES.find(({ project }) => project.endsWith(projectName));
  const printed = [...(found?.table.indicators ?? []), ...(found?.table.funds ?? [])].flatMap(({ reportedScore }) =>
    reportedScore ? [Number(reportedScore)] : [],
  );
  const partial = printed.length > 0 ? `部分 ${printed.reduce((sum, score) => sum + score, 0)}` : null;
  const changes = COMPLETED_TABLES.find(({ id }) => id === found?.id)?.changes ?? [];
  return { total: found?.table.reportedTotal ?? null, partial, changes };
}

/** Without the national code that some units print before the name. */
function shortName(project: string): string {
  return project.replace(/^[0-9A-Z]{21}-/, '').slice(0, 16);
}

/** DEMO_PASSWORD, or a random one that a later run can show again. */
function rememberPassword(isFirstRun: boolean): string {
  const file = path.resolve(process.env['DATA_DIR'] ?? '.data', 'demo.json');
  if (!isFirstRun && fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, 'utf8')).password;
  const password = process.env['DEMO_PASSWORD'] || `Demo-${randomBytes(9).toString('base64url')}7`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ password }), { mode: 0o600 });
  return password;
}

function printDoors(url: string, password: string): void {
  console.log(`
  ${url}/                  首页
  ${url}/docs              API
  ${url}/api/openapi.json  OpenAPI

  账号 / accounts: ${DEMO_ACCOUNTS.map(({ username }) => username).join(', ')}
  密码 / password: ${password}

  Ctrl-C ends it. A second run uses this data; delete ${process.env['DATA_DIR'] ?? '.data'} to begin anew.
`);
}
