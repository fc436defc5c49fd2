// The recomputation of all deviations of a year, of some, and of those that a new rule set touches; against R: a parallel scan of the
// actuals plus CREATE TABLE AS of the finished rows, in the same run.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { JwtService } from '@nestjs/jwt';
import pg from 'pg';
import { recomputeListedDeviations } from '../../dist/src/modules/monitoring/deviation.statement.js';
import { SHIPPED_RULE_SETS } from '../../dist/src/modules/monitoring/domain/monitoring-rule-sets.js';
import { Tokens } from '../../dist/src/platform/auth/tokens.js';
import { figure, hasFailed, median, printSurroundings } from './report.mjs';
import { startServer } from './server.mjs';
import { openWorld } from './world.mjs';

const YEAR = 2025;
const MONTH = 12;
const RULES = SHIPPED_RULE_SETS.find(({ code }) => code === 'SL-DEFAULT');
const POINT = {
  fiscalYear: YEAR,
  month: MONTH,
  asOf: `${YEAR}-12-31`,
  ruleSetId: RULES.id,
  rules: RULES.rules,
};

export async function run({ scale, rounds }) {
  const world = await openWorld(scale);
  printSurroundings();
  const worker = new pg.Client({ connectionString: world.urls.work });
  const server = await startServer(world, 'all');
  try {
    await worker.connect();
    await seedActuals(world.admin);
    const first = await timed(() => recompute(world, server));
    console.log(`the first full recomputation: ${first.toFixed(0)} ms`);
    const limits = [];
    const times = { full: [], ruleSet: [], thousand: [], tenThousand: [] };
    const wal = [];
    for (let round = 0; round < rounds; round += 1) {
      limits.push(await limit(world.admin));
      await disturb(world.admin, round);
      const before = await walPosition(world.admin);
      times.full.push(await timed(() => recompute(world, server)));
      wal.push((await walPosition(world.admin)) - before);
      times.thousand.push(await dirty(world.admin, worker, 1000, round));
      times.tenThousand.push(await dirty(world.admin, worker, 10_000, round));
    }
    const { rows } = await world.admin.query('select count(*)::int as n from app.indicators where fiscal_year = $1', [
      YEAR,
    ]);
    console.log(
      `${rows[0].n} indicators: R ${median(limits).toFixed(0)} ms, full ${median(times.full).toFixed(0)} ms, 1,000 dirty ${median(times.thousand).toFixed(0)} ms, ` +
        `10,000 dirty ${median(times.tenThousand).toFixed(0)} ms, WAL ${(median(wal) / 1e6).toFixed(1)} MB`,
    );
    const ratio = (name) => median(times[name].map((ms, round) => ms / limits[round]));
    figure('monitoring.full', ratio('full'), '<=', 3);
    // Of the full size: at a smaller scale the same rows are a larger part of all.
    figure('monitoring.thousand', ratio('thousand') * scale, '<=', 0.04);
    figure('monitoring.ten-thousand', ratio('tenThousand') * scale, '<=', 0.25);
    figure('monitoring.wal', median(wal) / 1e6 / scale / 6, '<=', 1);
  } finally {
    await worker.end();
    await server.stop();
    await world.close();
  }
  return hasFailed();
}

/** Through the queue, as a person orders it. */
async function recompute(world, server) {
  const tokens = new Tokens({ signingKey: fs.readFileSync(world.keyFile, 'utf8').trim() }, new JwtService({}));
  const { accountId: sub, personId: per, sessionId: sid } = world.clerk;
  const headers = {
    authorization: `Bearer ${tokens.sign({ sub, per, sid })}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  const body = JSON.stringify({ fiscalYear: YEAR, month: MONTH });
  const started = await fetch(`${server.url}/api/v1/monitoring-recomputes`, { method: 'POST', headers, body });
  if (started.status !== 202) throw new Error(`recompute: ${started.status} ${await started.text()}`);
  const { id } = await started.json();
  for (;;) {
    const operation = await (await fetch(`${server.url}/api/v1/operations/${id}`, { headers })).json();
    if (operation.status === 'SUCCEEDED') return;
    if (/FAILED|CANCELLED/.test(operation.status)) throw new Error(JSON.stringify(operation));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function limit(admin) {
  await admin.query('drop table if exists finished');
  await admin.query('set max_parallel_workers_per_gather = 2');
  const scan = await timed(() =>
    admin.query('select count(*), sum(value) from app.actuals where fiscal_year = $1', [YEAR]),
  );
  const write = await timed(() =>
    admin.query(
      `create table finished as select * from app.deviations where fiscal_year = ${YEAR} and month = ${MONTH}`,
    ),
  );
  await admin.query('drop table finished');
  return scan + write;
}

/** One figure of every twentieth indicator is another one. */
async function disturb(admin, round) {
  await admin.query('begin');
  await admin.query('set local session_replication_role = replica');
  await admin.query(
    `update app.actuals set value = value + 1 where fiscal_year = $1 and month = 3 and mod(hashtext(indicator_id::text), 20) = $2`,
    [YEAR, round % 20],
  );
  await admin.query('commit');
  await admin.query('vacuum analyze app.actuals');
}

/** As the job does with marks that it has claimed. */
async function dirty(admin, worker, count, round) {
  const { rows } = await admin.query(
    `select id from app.indicators where fiscal_year = $1 order by md5(id::text || $2) limit $3`,
    [YEAR, String(round), count],
  );
  const ids = rows.map(({ id }) => id);
  await admin.query('begin');
  await admin.query('set local session_replication_role = replica');
  await admin.query(
    `update app.actuals set value = value + 1 where indicator_id = any ($1::uuid[]) and fiscal_year = $2 and month = 5`,
    [ids, YEAR],
  );
  await admin.query('commit');
  const { name, text, values } = recomputeListedDeviations(POINT, ids);
  return timed(() => worker.query({ name, text, values }));
}

async function walPosition(admin) {
  const { rows } = await admin.query(`select pg_current_wal_lsn() - '0/0' as at`);
  return Number(rows[0].at);
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Twelve months of figures for each indicator, month by month, as they are reported. */
async function seedActuals(admin) {
  if ((await admin.query('select 1 from app.actuals where fiscal_year = $1 and month = 12 limit 1', [YEAR])).rowCount)
    return;
  const start = performance.now();
  await admin.query('begin');
  await admin.query('set local session_replication_role = replica');
  await admin.query('delete from app.actuals where fiscal_year = $1', [YEAR]);
  for (let month = 1; month <= 12; month += 1) {
    await admin.query(
      `insert into app.actuals (id, indicator_id, fiscal_year, month, value, authors, project_id, district_id, unit_path)
        select uuidv7(), id, fiscal_year, $2, round((target_value / 12 * (0.98 + 0.1 * random()))::numeric, 2), array[md5('author')::uuid], project_id, district_id, unit_path
        from app.indicators where fiscal_year = $1`,
      [YEAR, month],
    );
  }
  await admin.query('commit');
  await admin.query('vacuum analyze');
  console.log(`twelve months of figures in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
