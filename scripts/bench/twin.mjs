// The baselines. `bare`: node:http, a pg pool of 10 and the same statements; no framework, no authentication, no row security.
// `lean`: the same without our guards: it writes the rows of an actual and judges nothing.
// `guarded`: node:http with our token check and our transactions, so that only the framework differs.
// `submissions`: node:http, a pool of 10 and the recorded statements of a submission; see submission-twin.mjs.
// `decisions`: node:http, a pool of 10 and the statements of a decision in the same flights; see decision-twin.mjs.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import pg from 'pg';
import { parseFiscalPeriod } from '../../dist/src/kernel/fiscal-period.js';
import { taskList } from '../../dist/src/modules/approval/approval-task.store.js';
import { goalDetail, goalList } from '../../dist/src/modules/goal/goal.store.js';
import { recordActual } from '../../dist/src/modules/monitoring/actual.statement.js';
import { listCall } from '../../dist/src/platform/http/list.js';
import { setSealingKey } from '../../dist/src/platform/http/sealing.js';

const key = fs.readFileSync(process.env.SIGNING_KEY_FILE, 'utf8');
setSealingKey(key.trim());
const mode = process.argv[2];
const execute = mode === 'guarded' ? await guarded() : bare();
const decideTask = mode === 'decisions' ? (await import('./decision-twin.mjs')).openDecisions() : null;
const submitGoal =
  mode === 'submissions' ? await (await import('./submission-twin.mjs')).openSubmissions(process.env.MODEL) : null;

// The same rows with contents of the same size as ours, and the same answer; what it does not do is judge and hash.
const LEAN_ACTUAL = `with changed as (
    insert into app.actuals (id, indicator_id, fiscal_year, month, value, authors, project_id, district_id, unit_path)
    select $1::uuid, i.id, i.fiscal_year, $3::smallint, $4::numeric, array[current_setting('app.person')::uuid], i.project_id, i.district_id,
      i.unit_path from app.indicators i where i.id = $2::uuid returning *),
  audited as (insert into app.audit_entries (id, account_id, action, object_type, object_id, object_version, event, leaf_digest, algorithm)
    select $5::uuid, current_setting('app.account')::uuid, 'actual.record', 'actual', id, 1, $6, $9::bytea, 'sm3' from changed),
  told as (insert into app.events (id, type, district_id, unit_path, project_id, subject_type, subject_id, payload)
    select $7::uuid, 'actual.recorded', district_id, unit_path, project_id, 'actual', id,
      jsonb_build_object('indicatorId', indicator_id, 'projectId', project_id, 'fiscalYear', fiscal_year, 'month', month) from changed),
  marked as (insert into app.dirty_indicators (indicator_id, from_month) select indicator_id, month from changed),
  answer as (select json_build_object('id', id, 'indicatorId', indicator_id, 'projectId', project_id,
      'period', fiscal_year || '-' || lpad(month::text, 2, '0'), 'month', month, 'value', trim_scale(value)::text,
      'numerator', numerator, 'denominator', denominator, 'level', level, 'doneOn', done_on, 'state', state, 'note', note,
      'version', version, 'updatedAt', updated_at)::text as json from changed),
  kept as (insert into app.idempotency_keys (principal, key, fingerprint, answer)
    select current_setting('app.account'), $8, $10, json_build_object('json', json, 'version', 1, 'location', '/api/v1/actuals/' || $1)::text
    from answer)
  select json from answer`;
const AUDIT_TEXT = JSON.stringify({ v: 1, filler: 'x'.repeat(490) });
const DIGEST = Buffer.alloc(32);
const ACTOR = {
  accountId: process.env.ACCOUNT,
  personId: process.env.PERSON,
  sessionId: process.env.SESSION,
  roles: [],
};
const FINGERPRINT = DIGEST.toString('hex');

http
  .createServer((request, response) => {
    answer(request).then(
      (json) =>
        response
          .writeHead(200, {
            'content-type': 'application/json; charset=utf-8',
            'content-length': Buffer.byteLength(json),
          })
          .end(json),
      (error) => {
        console.error(error);
        response.writeHead(500).end();
      },
    );
  })
  .listen(0, '127.0.0.1', function () {
    process.send(`http://127.0.0.1:${this.address().port}`);
  });

async function answer(request) {
  const url = new URL(request.url, 'http://twin');
  if (request.method === 'POST') {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (submitGoal) return submitGoal(url.pathname.split('/')[4]);
    if (decideTask) return decideTask(url.pathname.split('/')[4], JSON.parse(body), request.headers);
    return (await execute(request, actualCall(request, url.pathname.split('/')[4], JSON.parse(body)))).json;
  }
  if (url.pathname.endsWith('/approval-tasks')) {
    const parameters = Object.fromEntries(url.searchParams);
    return (await execute(request, listCall(taskList('TODO'), { parameters, asExport: false }))).json;
  }
  if (url.pathname.endsWith('/goals')) {
    return (
      await execute(request, listCall(goalList, { parameters: Object.fromEntries(url.searchParams), asExport: false }))
    ).json;
  }
  return (await execute(request, goalDetail(url.pathname.split('/').at(-1), new Set(['project', 'indicators'])))).json;
}

function actualCall({ headers }, indicatorId, { period, value }) {
  const idempotency = { key: headers['idempotency-key'], fingerprint: FINGERPRINT };
  if (mode !== 'lean')
    return recordActual(
      { ...ACTOR, request: { id: randomUUID(), ip: '', idempotency } },
      randomUUID(),
      indicatorId,
      parseFiscalPeriod(period),
      { value },
    );
  const texts = [randomUUID(), AUDIT_TEXT, randomUUID(), idempotency.key, DIGEST, FINGERPRINT];
  const values = [randomUUID(), indicatorId, Number(period.slice(5)), value, ...texts];
  return { name: 'lean.actual', text: LEAN_ACTUAL, values, read: ([row]) => row };
}

function bare() {
  const pool = new pg.Pool({
    connectionString: process.env.TWIN_URL,
    max: 10,
    options: `-c app.account=${process.env.ACCOUNT} -c app.person=${process.env.PERSON}`,
  });
  return async (_, { name, text, values, read }) => read((await pool.query({ name, text, values })).rows);
}

async function guarded() {
  const { JwtService } = await import('@nestjs/jwt');
  const { Tokens } = await import('../../dist/src/platform/auth/tokens.js');
  const { Lanes } = await import('../../dist/src/platform/database/lanes.js');
  const { PostgresTransactions } = await import('../../dist/src/platform/database/postgres-transactions.js');
  const { goalPolicy } = await import('../../dist/src/modules/goal/goal.policy.js');
  const { approvalTaskPolicy } = await import('../../dist/src/modules/approval/approval.policy.js');
  const lanes = new Lanes({ connectionString: process.env.SERVE_URL, statement_timeout: 5000 }, 4);
  await lanes.connect();
  const transactions = new PostgresTransactions(null, lanes, lanes);
  const tokens = new Tokens({ signingKey: key.trim() }, new JwtService({}));
  return async (request, call) => {
    const claims = tokens.verify(request.headers.authorization.slice(7));
    const actor = {
      accountId: claims.sub,
      personId: claims.per,
      sessionId: claims.sid,
      roles: (request.url.includes('/approval-tasks') ? approvalTaskPolicy : goalPolicy).read.roles,
      request: { id: '', ip: '' },
    };
    return transactions.read(actor, call);
  };
}
