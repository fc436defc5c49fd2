// The overview: the same district with a tenth of the data, and against the raw detail read in the same run.
import fs from 'node:fs';
import { JwtService } from '@nestjs/jwt';
import autocannon from 'autocannon';
import pg from 'pg';
import { findDifferences, repairTotals } from '../../dist/src/modules/overview/overview.store.js';
import { Tokens } from '../../dist/src/platform/auth/tokens.js';
import { figure, hasFailed, median, printSurroundings } from './report.mjs';
import { startServer, startTwin } from './server.mjs';
import { DISTRICT, openWorld } from './world.mjs';

const CONNECTIONS = 10;
/** Of one district, whatever the amount of data: so that the answers are of one size. */
const DEPARTMENTS = 30;

export async function run({ scale, rounds, seconds }) {
  printSurroundings();
  const large = await openWorld(scale);
  const small = await openWorld(scale / 10);
  const parties = {};
  try {
    for (const [name, world] of Object.entries({ large, small })) {
      await arrange(world, name);
      parties[name] = { ...(await startServer(world)), token: tokenOf(world) };
    }
    parties.bare = await startTwin(large, 'bare');
    const { rows } = await large.admin.query('select id from app.goals order by md5(id::text) limit 2000');
    let next = 0;
    const detail = [
      {
        method: 'GET',
        path: '/',
        setupRequest: (r) => ({
          ...r,
          path: `/api/v1/goals/${rows[next++ % rows.length].id}?expand=project,indicators`,
        }),
      },
    ];
    const overview = (token) => [
      {
        method: 'GET',
        path: `/api/v1/overview?nodeId=${DISTRICT}&fiscalYear=2025&month=12`,
        headers: { authorization: `Bearer ${token}` },
      },
    ];
    const requests = {
      large: overview(parties.large.token),
      small: overview(parties.small.token),
      bare: detail,
    };
    for (const name of Object.keys(requests)) await fire(parties[name].url, requests[name], { amount: 4000 });
    const results = { large: [], small: [], bare: [] };
    for (let round = 0; round < rounds; round += 1) {
      const names = Object.keys(requests);
      for (const name of round % 2 ? names.reverse() : names)
        results[name].push(await fire(parties[name].url, requests[name], { duration: seconds }));
    }
    for (const [name, all] of Object.entries(results))
      console.log(
        `${name.padEnd(6)} ${median(all.map(({ rate }) => rate)).toFixed(0)}/s p50 ${median(all.map(({ p50 }) => p50))} ms p99 ${median(all.map(({ p99 }) => p99))} ms, refused ${all.reduce((sum, { bad }) => sum + bad, 0)}`,
      );
    const ratio = (pick, other) => median(results.large.map((each, round) => pick(each) / pick(results[other][round])));
    figure('overview.tenfold', 1 / ratio(({ rate }) => rate, 'small'), '<=', 1.3);
    figure(
      'overview.p99',
      ratio(({ p99 }) => Math.max(p99, 0.5), 'bare'),
      '<=',
      1.5,
    );
  } finally {
    for (const party of Object.values(parties)) await party.stop();
    await large.close();
    await small.close();
  }
  return hasFailed();
}

/** The first units become departments, the others lie below them; twelve months of progress; then the sums, by a recount. */
async function arrange({ admin, urls }, name) {
  const { rowCount } = await admin.query('select 1 from app.overview_totals limit 1');
  if (rowCount) return;
  await admin.query(`set session_replication_role = replica`);
  await admin.query(
    `with numbered as (select id, row_number() over (order by code) as n, count(*) over () as of from app.units),
        departments as (select u.* from app.units u join numbered n using (id) where n.n <= $1)
      update app.units u set parent_id = d.id, department_id = d.id, unit_path = d.unit_path || subpath(u.unit_path, -1)
      from numbered n join (select d.*, row_number() over (order by code) as n from departments d) d on d.n = 1 + (n.n - 1) % $1
      where u.id = n.id and n.n > $1`,
    [DEPARTMENTS],
  );
  for (const table of ['projects', 'goals'])
    await admin.query(
      `update app.${table} p set unit_path = u.unit_path, department_id = u.department_id from app.units u where u.id = p.unit_id and p.unit_path <> u.unit_path`,
    );
  await admin.query(
    `insert into app.project_progress (fiscal_year, month, project_id, district_id, unit_path, adjusted_budget, executed, achievement,
        planned_achievement, covered_weight, light, mismatch_severity, execution_lag, goal_lag, rule_set_id, computed_at)
      select 2025, m, id, district_id, unit_path, 1000000, round((random() * 1000000)::numeric, 2), round(random()::numeric, 6), 0.5, 1,
        (array['RED', 'ORANGE', 'YELLOW', 'GREY', 'BLUE', 'GREEN'])[1 + floor(random() * 6)::int], 'NONE', random() < 0.2, random() < 0.2, id, now()
      from app.projects, generate_series(1, 12) m`,
  );
  await admin.query(`set session_replication_role = origin`);
  const worker = new pg.Client({ connectionString: urls.work });
  await worker.connect();
  const execute = async ({ text, values, read }) => read((await worker.query(text, values)).rows);
  const start = performance.now();
  await execute(repairTotals());
  console.log(`${name}: rebuilt from all facts in ${(performance.now() - start).toFixed(0)} ms`);
  console.log(`${name}: checked, ${(await execute(findDifferences())).length} differences`);
  await worker.end();
  await admin.query('vacuum analyze');
}

async function fire(url, requests, length) {
  const result = await autocannon({ url, connections: CONNECTIONS, requests, ...length });
  return {
    rate: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    bad: result.non2xx + result.errors,
  };
}

function tokenOf({ keyFile, clerk }) {
  const tokens = new Tokens({ signingKey: fs.readFileSync(keyFile, 'utf8').trim() }, new JwtService({}));
  return tokens.sign({ sub: clerk.accountId, per: clerk.personId, sid: clerk.sessionId });
}
