// The checks of all goals of a district as one operation, against a plain read of the rows that they need, both as app_worker;
// and the submission of one goal.
import pg from 'pg';
import { outcomeOf, summarize } from '../../dist/src/modules/goal/domain/checks/check-summary.js';
import { findGoalsToCheck } from '../../dist/src/modules/goal/goal-check.statement.js';
import { judgeToCheck } from '../../dist/src/modules/goal/goal-findings.js';
import { figure, hasFailed, median, printSurroundings } from './report.mjs';
import { measureSubmissions } from './submissions.mjs';
import { DISTRICT, openWorld } from './world.mjs';

/** 5,146 projects with ten indicators each. */
const DISTRICT_SCALE = 0.05146;
const YEAR = 2025;

/** What the checks read, as rows and nothing else: goals, indicators, five past years of each, money. */
const PLAIN = [
  'select * from app.goals where district_id = $1 and fiscal_year = $2',
  'select * from app.indicators where district_id = $1 and fiscal_year = $2',
  'select * from app.indicator_history where district_id = $1 and fiscal_year between $2 - 5 and $2 - 1',
  'select * from app.budget_lines where district_id = $1 and fiscal_year = $2',
];

export async function run({ scale, rounds, seconds }) {
  const world = await openWorld(DISTRICT_SCALE * scale);
  printSurroundings();
  const worker = new pg.Client({ connectionString: world.urls.work });
  try {
    await seedPast(world.admin);
    await worker.connect();
    const parties = { checks: () => check(worker), plain: () => readPlainly(worker) };
    const times = { checks: [], plain: [] };
    for (const party of Object.values(parties)) await party();
    for (let round = 0; round < rounds; round += 1)
      for (const name of round % 2 ? ['plain', 'checks'] : ['checks', 'plain'])
        times[name].push(await timed(parties[name]));
    const { goals, indicators, verdicts } = await check(worker);
    console.log(`${goals} goals, ${indicators} indicators: ${JSON.stringify(verdicts)}`);
    console.log(`checks ${median(times.checks).toFixed(0)} ms, plain read ${median(times.plain).toFixed(0)} ms`);
    figure('goals.check-district', median(times.checks.map((ms, round) => ms / times.plain[round])), '<=', 5);
    await measureSubmissions(world, { rounds, seconds });
  } finally {
    await worker.end();
    await world.close();
  }
  return hasFailed();
}

async function check(worker) {
  const { text, values, read } = findGoalsToCheck(DISTRICT, YEAR);
  const goals = read((await worker.query(text, values)).rows);
  return summarize(goals.map((goal) => outcomeOf(goal.id, judgeToCheck(goal))));
}

async function readPlainly(worker) {
  for (const text of PLAIN) await worker.query(text, [DISTRICT, YEAR]);
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Money for each project, and five past years for each indicator. */
async function seedPast(admin) {
  if ((await admin.query('select 1 from app.indicator_history limit 1')).rowCount) return;
  await admin.query('begin');
  await admin.query('set local session_replication_role = replica');
  await admin.query(
    `insert into app.budget_lines (id, project_id, fiscal_year, source, district_id, unit_path, initial, adjusted)
      select uuidv7(), id, ${YEAR}, 'FISCAL', district_id, unit_path, 1000000, 1000000 from app.projects`,
  );
  await admin.query(
    `insert into app.indicator_history (indicator_id, fiscal_year, comparison_key, measure_type, target, actual, amount, unit_id, project_id, district_id, unit_path)
      select uuidv7(), y, i.comparison_key, i.measure_type, i.target_value, round((i.target_value * (0.7 + 0.5 * random()))::numeric, 2), 1000000,
        g.unit_id, i.project_id, i.district_id, i.unit_path
      from app.indicators i join app.goals g on g.id = i.goal_id, generate_series(${YEAR} - 5, ${YEAR} - 1) y`,
  );
  await admin.query('commit');
  await admin.query('vacuum analyze');
}
