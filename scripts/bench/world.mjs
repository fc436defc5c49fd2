// A district of the size that was promised, on an embedded PostgreSQL that is kept between runs (.cache/bench).
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { asRole, bootstrapRoles } from '../../dist/src/launcher/bootstrap-roles.js';
import { startEmbeddedPostgres } from '../../dist/src/launcher/embedded-postgres.js';
import { migrate } from '../../dist/src/platform/database/migrate.js';

const SETTINGS = ['shared_buffers=2GB', 'max_wal_size=8GB', 'work_mem=64MB', 'maintenance_work_mem=512MB'];

export async function openWorld(scale) {
  const dataDir = path.resolve('.cache', 'bench', `pg-${scale}`);
  const server = await startEmbeddedPostgres({ dataDir, database: 'bench', settings: SETTINGS });
  await bootstrapRoles(server.url);
  await migrate(asRole(server.url, 'app_owner'));
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  const { rowCount } = await admin.query('select 1 from app.goals limit 1');
  if (!rowCount) await seed(admin, scale);
  const keyFile = path.resolve('.cache', 'bench', 'signing-key.pem');
  if (!fs.existsSync(keyFile)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    fs.writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }
  return {
    admin,
    keyFile,
    urls: {
      serve: asRole(server.url, 'app_rw'),
      own: asRole(server.url, 'app_owner'),
      work: asRole(server.url, 'app_worker'),
      admin: server.url,
    },
    clerk: await hireClerk(admin),
    async close() {
      await admin.end();
      await server.stop();
    },
  };
}

async function seed(admin, scale) {
  const projects = Math.round(100_000 * scale);
  const units = Math.max(20, Math.round(2000 * scale));
  const start = performance.now();
  console.log(`seeding ${projects} projects with ten indicators each …`);
  await admin.query('begin');
  await admin.query(`set local session_replication_role = replica`);
  await admin.query(
    `insert into app.districts (id, code, name, unit_path) values ($1, '510116', '双流区', 'r.d510116')`,
    [DISTRICT],
  );
  await admin.query(
    `insert into app.fiscal_years (id, district_id, unit_path, year) values (gen_random_uuid(), $1, 'r.d510116', 2025)`,
    [DISTRICT],
  );
  await admin.query(
    `insert into app.units (id, district_id, code, name, kind, department_id, unit_path)
      select md5('u' || n)::uuid, $1, 'U' || n, '单位' || n, 'INSTITUTION', md5('u' || n)::uuid, ('r.d510116.u' || n)::ltree from generate_series(1, $2::int) n`,
    [DISTRICT, units],
  );
  await admin.query(
    `insert into app.projects (id, district_id, unit_id, unit_path, department_id, code, name, kind, attribute, period_from, period_to, authors)
      select uuidv7(), $1, md5('u' || (1 + n % $3::int))::uuid, ('r.d510116.u' || (1 + n % $3::int))::ltree, md5('u' || (1 + n % $3::int))::uuid, 'P' || n, '项目' || n,
        'PROJECT', 'CONTINUING', '2025-01-01', '2025-12-31', array[md5('author')::uuid] from generate_series(1, $2::int) n`,
    [DISTRICT, projects, units],
  );
  await admin.query(
    `insert into app.goals (id, district_id, unit_id, unit_path, department_id, project_id, fiscal_year, state, revision, frame, weight_template, execution_weight, annual_goal, author_ids, updated_at)
      select uuidv7(), district_id, unit_id, unit_path, department_id, id, 2025, 'IN_EXECUTION', 1, 'V2021', 'T-SC-90', 10, '完成年度任务', '{}',
        timestamptz '2025-01-20' + random() * interval '300 days' from app.projects`,
  );
  await admin.query(
    `insert into app.indicators (id, goal_id, project_id, district_id, unit_path, fiscal_year, position, level1, level2, name, measure_type, operator, direction,
        target_value, unit_of_measure, weight, reporting_period)
      select uuidv7(), g.id, g.project_id, g.district_id, g.unit_path, 2025, n, '产出指标', '数量指标', '指标' || n, 'CUMULATIVE', 'GE', 'POSITIVE', 100 + n, '个', 9, 'MONTH'
      from app.goals g, generate_series(1, 10) n`,
  );
  await admin.query('commit');
  await admin.query('vacuum analyze');
  console.log(`seeded in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

export const DISTRICT = '018f0000-0000-7000-8000-000000000001';

/** One who may read the whole district, and report for it. */
async function hireClerk(admin) {
  const accountId = randomUUID();
  const personId = randomUUID();
  const sessionId = randomUUID();
  await admin.query(
    `insert into app.accounts (id, username, display_name, kind, person_id) values ($1, $2, 'bench', 'PERSON', $3)`,
    [accountId, `bench-${accountId}`, personId],
  );
  await admin.query(
    `insert into app.sessions (id, account_id, person_id, kind, expires_at) values ($1, $2, $3, 'LOGIN', now() + interval '1 day')`,
    [sessionId, accountId, personId],
  );
  await admin.query(`set session_replication_role = replica`);
  for (const role of ['FIN_PERF', 'UNIT_FILLER']) {
    await admin.query(
      `insert into app.role_grants (id, account_id, role, scope_path, subtree, district_id) values ($1, $2, $3, 'r.d510116', true, $4)`,
      [randomUUID(), accountId, role, DISTRICT],
    );
  }
  await admin.query(`set session_replication_role = origin`);
  return { accountId, personId, sessionId };
}
