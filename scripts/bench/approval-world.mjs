// One district with running approvals, in two sizes on one embedded PostgreSQL that is kept between runs (.cache/bench):
// whether a queue is flat in the total is seen only with both at the same time.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { asRole, bootstrapRoles } from '../../dist/src/launcher/bootstrap-roles.js';
import { startEmbeddedPostgres } from '../../dist/src/launcher/embedded-postgres.js';
import { migrate } from '../../dist/src/platform/database/migrate.js';

const SETTINGS = ['shared_buffers=2GB', 'max_wal_size=8GB', 'work_mem=64MB', 'maintenance_work_mem=512MB'];
const DISTRICT = '018f0000-0000-7000-8000-000000000001';
const UNITS = 2000;
export const OWN_TASKS = 10_000;
export const CONTENT_HASH = 'c'.repeat(64);

/** The same people and the same queue of 10,000 in each world; `totals`: how many tasks are open in all. */
export async function openApprovalWorlds(totals) {
  const dataDir = path.resolve('.cache', 'bench', 'pg-approval');
  const server = await startEmbeddedPostgres({ dataDir, database: 'bench', settings: SETTINGS });
  const worlds = [];
  for (const total of totals) worlds.push(await openWorld(server.url, total));
  return {
    worlds,
    async close() {
      for (const { admin } of worlds) await admin.end();
      await server.stop();
    },
  };
}

async function openWorld(url, total) {
  const database = `approval_${total}`;
  const main = new pg.Client({ connectionString: url });
  await main.connect();
  const { rowCount } = await main.query('select 1 from pg_database where datname = $1', [database]);
  if (!rowCount) await main.query(`create database ${database}`);
  await main.end();
  const own = new URL(url);
  own.pathname = `/${database}`;
  await bootstrapRoles(own.href);
  await migrate(asRole(own.href, 'app_owner'));
  const admin = new pg.Client({ connectionString: own.href });
  await admin.connect();
  if (!(await admin.query('select 1 from app.approval_tasks limit 1')).rowCount) await seed(admin, total);
  const urls = {
    serve: asRole(own.href, 'app_rw'),
    own: asRole(own.href, 'app_owner'),
    work: asRole(own.href, 'app_worker'),
    admin: own.href,
  };
  const people = {};
  for (const name of Object.keys(PEOPLE)) people[name] = await openSession(admin, name);
  return { admin, urls, people, keyFile: keyFile(), clerk: people.reviewer };
}

function keyFile() {
  const file = path.resolve('.cache', 'bench', 'signing-key.pem');
  if (!fs.existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    fs.writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }
  return file;
}

/** reviewer: 10,000 tasks at one desk and by name. roamer: the same number at 2,000 desks. head: whoever decides. */
const PEOPLE = { reviewer: 'FIN_PERF', roamer: 'FIN_BUSINESS', head: 'UNIT_HEAD', department: 'DEPT_REVIEWER' };

async function openSession(admin, name) {
  const sessionId = randomUUID();
  const { rows } = await admin.query(
    `insert into app.sessions (id, account_id, person_id, kind, expires_at)
      select $1, id, person_id, 'LOGIN', now() + interval '1 day' from app.accounts where username = $2 returning account_id, person_id`,
    [sessionId, name],
  );
  return { accountId: rows[0].account_id, personId: rows[0].person_id, sessionId };
}

async function seed(admin, total) {
  const start = performance.now();
  console.log(`seeding ${total} open tasks …`);
  await admin.query(`set session_replication_role = replica`);
  await admin.query('begin');
  await seedPeople(admin);
  await seedTasks(admin, total);
  await admin.query('commit');
  await admin.query('vacuum analyze');
  await admin.query(`set session_replication_role = origin`);
  console.log(`seeded in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

async function seedPeople(admin) {
  await admin.query(
    `insert into app.districts (id, code, name, unit_path) values ($1, '510116', '双流区', 'r.d510116')`,
    [DISTRICT],
  );
  await admin.query(
    `insert into app.units (id, district_id, code, name, kind, department_id, unit_path)
      select md5('u' || n)::uuid, $1, 'U' || n, '单位' || n, 'INSTITUTION', md5('u' || n)::uuid, ('r.d510116.u' || n)::ltree from generate_series(1, $2::int) n`,
    [DISTRICT, UNITS],
  );
  await admin.query(
    `insert into app.accounts (id, username, display_name, kind, person_id)
      select md5('account ' || name)::uuid, name, name, 'PERSON', md5('person ' || name)::uuid from unnest($1::text[]) name
      union all select md5('head ' || n)::uuid, 'head' || n, '负责人' || n, 'PERSON', md5('head person ' || n)::uuid from generate_series(1, $2::int) n`,
    [Object.keys(PEOPLE), UNITS],
  );
  await admin.query(
    `insert into app.role_grants (id, account_id, role, scope_path, subtree, district_id)
      select gen_random_uuid(), md5('account ' || name)::uuid, role, 'r.d510116', true, $1::uuid from unnest($2::text[], $3::text[]) as e(name, role)
      union all select gen_random_uuid(), md5('head ' || n)::uuid, 'UNIT_HEAD', ('r.d510116.u' || n)::ltree, true, $1::uuid from generate_series(1, $4::int) n`,
    [DISTRICT, Object.keys(PEOPLE), Object.values(PEOPLE), UNITS],
  );
}

/** Half of what is nobody's here lies at the desks of the heads of units, half is assigned to 5,000 other people. */
async function seedTasks(admin, total) {
  await admin.query(
    `create temporary table made on commit drop as
      select i, uuidv7() as approval_id, uuidv7() as step_id, uuidv7() as task_id, ('r.d510116.u' || (1 + i % ${UNITS})) as unit,
        now() - random() * interval '60 days' as opened_at, i % 1000 + random()::numeric(4, 2) as amount,
        case when i <= ${OWN_TASKS * 0.9} then 'DESK' when i <= ${OWN_TASKS * 0.95} then 'NAMED' when i <= ${OWN_TASKS} then 'CANDIDATE'
          when i <= ${2 * OWN_TASKS} then 'ROAMER' when i % 2 = 0 then 'HEAD' else 'OTHER' end as whose
      from generate_series(1, $1::int) i`,
    [total],
  );
  await admin.query(
    `insert into app.approvals (id, flow_id, subject_type, subject_id, title, district_id, unit_id, unit_path, state, step_keys, subject_version,
        content_hash, author_ids, submitted_by, submitted_at, amount, context, paths)
      select m.approval_id, f.id, 'goal', uuidv7(), '项目' || m.i, $1, md5('u' || (1 + m.i % ${UNITS}))::uuid, m.unit::ltree, 'RUNNING',
        array['unit-head'], 1, $2, array[md5('author ' || m.i % 3000)::uuid], md5('author ' || m.i % 3000)::uuid, m.opened_at, m.amount,
        '{}', jsonb_build_object('UNIT', m.unit, 'DEPARTMENT', m.unit, 'DISTRICT', 'r.d510116', 'AUTHOR_UNIT', m.unit)
      from made m, (select id from app.approval_flows where code = 'goal-standard' and state = 'PUBLISHED' limit 1) f`,
    [DISTRICT, CONTENT_HASH],
  );
  await admin.query(
    `insert into app.approval_steps (id, approval_id, step_key, round, ordinal, state, opened_at, due_on, district_id, unit_path)
      select step_id, approval_id, 'unit-head', 1, 1, 'OPEN', opened_at, (opened_at + interval '10 days')::date, $1, unit::ltree from made`,
    [DISTRICT],
  );
  await admin.query(
    `insert into app.approval_tasks (id, approval_id, sitting_id, step_key, step_no, round, role, scope_path, assignee_id, candidate_ids, due_on,
        opened_at, subject_type, amount, district_id, unit_path)
      select task_id, approval_id, step_id, 'unit-head', 1, 1,
        case whose when 'DESK' then 'FIN_PERF' when 'ROAMER' then 'FIN_BUSINESS' when 'HEAD' then 'UNIT_HEAD' end,
        case whose when 'DESK' then 'r.d510116' when 'ROAMER' then unit when 'HEAD' then unit end::ltree,
        case whose when 'NAMED' then md5('account reviewer')::uuid when 'OTHER' then md5('other ' || i % 5000)::uuid end,
        case when whose = 'CANDIDATE' then array[md5('account reviewer')::uuid, md5('other 1')::uuid] else '{}' end,
        (opened_at + interval '10 days')::date, opened_at, 'goal', amount, $1, unit::ltree from made`,
    [DISTRICT],
  );
  // The triggers are off: what they would have written, at once.
  await admin.query(
    `insert into app.approval_queues (queue, holder, at, task_id)
      select 'OPEN', coalesce(h.account_id::text, t.role || '@' || t.scope_path::text), t.opened_at, t.id
      from app.approval_tasks t left join lateral (select unnest(array_append(t.candidate_ids, t.assignee_id)) as account_id) h on true
      where h.account_id is not null or t.role is not null and t.assignee_id is null`,
  );
}
