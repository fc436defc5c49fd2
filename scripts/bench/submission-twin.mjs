// Submissions without their product: what one real submission sent to PostgreSQL is recorded, and sent again for other goals
// in the same round trips, with their ids in place of the recorded ones. Nothing is judged, hashed or even read.
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { AppModule } from '../../dist/src/app.module.js';
import { Environment } from '../../dist/src/config/environment.js';
import { goalPolicy } from '../../dist/src/modules/goal/goal.policy.js';
import { GoalService } from '../../dist/src/modules/goal/goal.service.js';
import { flyTogether } from '../../dist/src/platform/database/flight.js';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** `model`: a draft that is submitted once, for the record. */
export async function openSubmissions(model) {
  const pool = new pg.Pool({ connectionString: process.env.SERVE_URL, max: 10 });
  const began = Date.now();
  const flights = await record(model);
  const idsOf = await readIds();
  const isFresh = (id) => id[14] === '7' && Number.parseInt(id.replace('-', '').slice(0, 12), 16) >= began;
  return async (goalId) => {
    const ids = new Map(idsOf.get(model).map((id, index) => [id, idsOf.get(goalId)[index]]));
    const renamed = (id) => {
      if (!ids.has(id) && isFresh(id)) ids.set(id, randomUUID());
      return ids.get(id) ?? id;
    };
    const rewrite = (value) =>
      typeof value === 'string' ? value.replace(UUID, renamed) : Array.isArray(value) ? value.map(rewrite) : value;
    const client = await pool.connect();
    try {
      let answers = [];
      for (const calls of flights)
        answers = await flyTogether(
          client,
          calls.map((call) => ({ ...call, values: call.values.map(rewrite) })),
        );
      return JSON.stringify(answers.at(-1).rows);
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  };
}

/** Every statement of one submission, by round trips. */
async function record(goalId) {
  const environment = new Environment({
    ...process.env,
    DATABASE_URL: process.env.SERVE_URL,
    DATABASE_WORKER_URL: process.env.WORK_URL,
    ROLE: 'api',
  });
  const app = await NestFactory.createApplicationContext(AppModule.for(environment), { logger: false });
  const { query } = pg.Client.prototype;
  const flights = [];
  pg.Client.prototype.query = function (config, ...rest) {
    flights.push(config.calls ?? [config]);
    return query.call(this, config, ...rest);
  };
  const { ACCOUNT: accountId, PERSON: personId, SESSION: sessionId } = process.env;
  const actor = { accountId, personId, sessionId, roles: goalPolicy.submit.roles, request: { id: '', ip: '' } };
  await app.get(GoalService).submit(actor, goalId, 1);
  pg.Client.prototype.query = query;
  await app.close();
  const first = flights.findIndex(([call]) => call.text.startsWith('begin'));
  const last = flights.findLastIndex((calls) => calls.at(-1).text === 'commit');
  return flights.slice(first, last + 1);
}

/** Goal, project and indicators of every draft, in one order. */
async function readIds() {
  const admin = new pg.Client({ connectionString: process.env.TWIN_URL });
  await admin.connect();
  const { rows } = await admin.query(
    `select g.id, array[g.id, g.project_id] || array_agg(i.id order by i.position) as ids
      from app.goals g join app.indicators i on i.goal_id = g.id where g.fiscal_year = 2026 group by g.id`,
  );
  await admin.end();
  return new Map(rows.map(({ id, ids }) => [id, ids]));
}
