// The submission of a goal with twenty indicators and all its checks, against a twin that sends the same statements.
import fs from 'node:fs';
import { JwtService } from '@nestjs/jwt';
import autocannon from 'autocannon';
import { Tokens } from '../../dist/src/platform/auth/tokens.js';
import { figure, median } from './report.mjs';
import { startServer, startTwin } from './server.mjs';
import { DISTRICT } from './world.mjs';

const CONNECTIONS = 10;
const REVIEWERS = ['UNIT_HEAD', 'DEPT_REVIEWER', 'FIN_BUSINESS', 'FIN_PERF', 'FIN_LEADER'];

export async function measureSubmissions(world, { rounds, seconds }) {
  const drafts = await resetDrafts(world.admin);
  const parties = {
    ours: await startServer(world),
    twin: await startTwin(world, 'submissions', { MODEL: drafts.pop() }),
  };
  const rates = { ours: [], twin: [] };
  for (const { url } of Object.values(parties)) await fire(url, world, drafts, 1);
  for (let round = 0; round < rounds; round += 1)
    for (const name of round % 2 ? ['twin', 'ours'] : ['ours', 'twin'])
      rates[name].push(await fire(parties[name].url, world, drafts, seconds));
  console.log(`submissions: ours ${median(rates.ours).toFixed(0)}/s, twin ${median(rates.twin).toFixed(0)}/s`);
  figure('goals.submit', median(rates.ours.map((rate, round) => rate / rates.twin[round])), '>=', 0.5);
  for (const party of Object.values(parties)) await party.stop();
}

/** Every request submits another draft. */
async function fire(url, world, drafts, seconds) {
  const tokens = new Tokens({ signingKey: fs.readFileSync(world.keyFile, 'utf8').trim() }, new JwtService({}));
  const { accountId: sub, personId: per, sessionId: sid } = world.clerk;
  const headers = {
    authorization: `Bearer ${tokens.sign({ sub, per, sid })}`,
    'content-type': 'application/json',
    'if-match': '"1"',
  };
  const setupRequest = (request) => {
    if (drafts.length === 0) throw new Error('no drafts are left: fewer rounds or a larger scale');
    return { ...request, path: `/api/v1/goals/${drafts.pop()}/submit` };
  };
  const requests = [{ method: 'POST', path: '/', headers, body: '{}', setupRequest }];

  const result = await autocannon({ url, connections: CONNECTIONS, duration: seconds, requests });
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}

/** A draft for next year's round of each project, as if nobody had ever submitted one; one project in fifty has the same indicators. */
async function resetDrafts(admin) {
  await admin.query('begin');
  await admin.query('set local session_replication_role = replica');
  await admin.query(`truncate app.approvals cascade`);
  await admin.query(
    `delete from app.goal_check_results where goal_id in (select id from app.goals where fiscal_year = 2026)`,
  );
  await admin.query(`delete from app.indicators where fiscal_year = 2026`);
  await admin.query(`delete from app.goals where fiscal_year = 2026`);
  await admin.query(
    `insert into app.fiscal_years (id, district_id, unit_path, year) values (gen_random_uuid(), $1, 'r.d510116', 2026) on conflict do nothing`,
    [DISTRICT],
  );
  await admin.query(
    `insert into app.goals (id, district_id, unit_id, unit_path, department_id, project_id, fiscal_year, frame, weight_template,
        weight_template_revision, execution_weight, weight_reason, annual_goal, author_ids)
      select uuidv7(), district_id, unit_id, unit_path, department_id, project_id, 2026, frame, weight_template, 1, 10, '按项目特点分配',
        '完成 20 所学校食堂改造,12 月底前全部投入使用', array[md5('author')::uuid] from app.goals where fiscal_year = 2025`,
  );
  await admin.query(
    `insert into app.indicators (id, goal_id, project_id, district_id, unit_path, fiscal_year, position, level1, level2, name, measure_type,
        operator, direction, target_value, unit_of_measure, weight, reporting_period, data_source, scoring_standard)
      select uuidv7(), g.id, g.project_id, g.district_id, g.unit_path, 2026, n, l.level1, l.level2, l.level2 || '第' || n || '项' || get_byte(uuid_send(g.project_id), 15) % 50, l.kind, 'GE', 'POSITIVE',
        l.target + n, l.unit, 4.5, 'MONTH', '业务台账', '完成得满分,未完成按比例扣分'
      from app.goals g, generate_series(1, 20) n,
        lateral (select * from (values (0, '产出指标', '数量指标', 'CUMULATIVE', 100, '个'), (1, '产出指标', '质量指标', 'RATE', 70, '%'),
          (2, '效益指标', '社会效益指标', 'CUMULATIVE', 500, '人次'), (3, '满意度指标', '服务对象满意度指标', 'RATE', 75, '%'))
          as v(remainder, level1, level2, kind, target, unit) where remainder = n % 4) l
      where g.fiscal_year = 2026`,
  );
  // Somebody at every step of the line.
  await admin.query(
    `insert into app.accounts (id, username, display_name, kind, person_id)
      select md5('account ' || role)::uuid, 'bench-' || lower(role), role, 'PERSON', md5('person ' || role)::uuid from unnest($1::text[]) role
      on conflict do nothing`,
    [REVIEWERS],
  );
  await admin.query(
    `insert into app.role_grants (id, account_id, role, scope_path, subtree, district_id)
      select md5('grant ' || role)::uuid, md5('account ' || role)::uuid, role, 'r.d510116', true, $1 from unnest($2::text[]) role on conflict do nothing`,
    [DISTRICT, REVIEWERS],
  );
  await admin.query('commit');
  await admin.query('vacuum analyze app.goals, app.indicators, app.approvals');
  const { rows } = await admin.query(`select id from app.goals where fiscal_year = 2026 order by md5(id::text)`);
  return rows.map(({ id }) => id);
}
