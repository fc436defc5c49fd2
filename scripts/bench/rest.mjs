// The REST routes against a bare twin in the same run; start-up and memory.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { JwtService } from '@nestjs/jwt';
import autocannon from 'autocannon';
import { Tokens } from '../../dist/src/platform/auth/tokens.js';
import { figure, hasFailed, median, printSurroundings } from './report.mjs';
import { residentMb, startServer, startTwin } from './server.mjs';
import { openWorld } from './world.mjs';

const CONNECTIONS = 10;
/** Until the compiler has settled: in requests, since on a busy machine seconds say little about how often code has run. */
const WARM_UP = { amount: 8000 };
const LIST = '/api/v1/goals?fiscalYear=2025&state=IN_EXECUTION&pageSize=50';

export async function run({ scale, rounds, seconds }) {
  const world = await openWorld(scale);
  printSurroundings();
  try {
    await measureStart(world, rounds);
    const parties = {
      ours: await startServer(world),
      bare: await startTwin(world, 'bare'),
      lean: await startTwin(world, 'lean'),
      guarded: await startTwin(world, 'guarded'),
    };
    const clerk = tokenOf(world);
    await measure(
      'get-goal',
      parties,
      ['ours', 'bare'],
      await detailRequests(world, clerk),
      { rounds, seconds },
      (ratio, p99) => {
        figure('rest.get-goal', ratio.bare, '>=', 0.8);
        figure('rest.get-goal.p99', p99.bare, '<=', 1.5);
      },
    );
    await measure(
      'list',
      parties,
      ['ours', 'bare', 'guarded'],
      [request(LIST, clerk)],
      { rounds, seconds },
      (ratio, p99) => {
        figure('rest.list', ratio.bare, '>=', 0.8);
        figure('rest.list.guarded', ratio.guarded, '>=', 0.9);
        figure('rest.list.p99', p99.bare, '<=', 1.5);
      },
    );
    await measureDepth(world, parties.ours, clerk, { rounds, seconds });
    await measure(
      'post-actual',
      parties,
      ['ours', 'bare', 'lean'],
      await actualRequests(world, clerk),
      { rounds, seconds },
      (ratio, p99) => {
        console.log(`for scale: post-actual ${ratio.lean.toFixed(2)} of a twin that judges nothing`);
        figure('rest.post-actual', ratio.bare, '>=', 0.85);
        figure('rest.post-actual.p99', p99.bare, '<=', 1.5);
      },
    );
    for (const party of Object.values(parties)) await party.stop();
  } finally {
    await world.close();
  }
  return hasFailed();
}

/** Start to listening against `node -e 0`, and memory at rest with the workers. */
async function measureStart(world, rounds) {
  const ours = [];
  const empty = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    empty.push(performance.now() - start);
    const server = await startServer(world, 'all');
    ours.push(server.startedInMs);
    if (round === rounds - 1) {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      const mb = residentMb(server.pid);
      console.log(`memory at rest ${mb.toFixed(0)} MB`);
      figure('rest.memory', mb / 200, '<=', 1);
    }
    await server.stop();
  }
  console.log(`start ${median(ours).toFixed(0)} ms, node -e 0 ${median(empty).toFixed(0)} ms`);
  figure('rest.start', median(ours) / median(empty), '<=', 13);
}

/** Interleaved rounds; the order turns with each, so that nobody always comes second. */
async function measure(name, parties, names, requests, { rounds, seconds }, judge) {
  for (const party of names) await fire(parties[party].url, requests, WARM_UP);
  const results = Object.fromEntries(names.map((party) => [party, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const party of round % 2 ? [...names].reverse() : names)
      results[party].push(await fire(parties[party].url, requests, { duration: seconds }));
  }
  for (const party of names) {
    const { rate, p50, p99, bad } = summary(results[party]);
    console.log(
      `${name.padEnd(12)} ${party.padEnd(8)} ${rate.toFixed(0)}/s p50 ${p50} ms p99 ${p99} ms, refused ${bad}`,
    );
  }
  const against = (pick) =>
    Object.fromEntries(
      names
        .slice(1)
        .map((party) => [
          party,
          median(results.ours.map((result, round) => pick(result) / pick(results[party][round]))),
        ]),
    );
  judge(
    against((result) => result.rate),
    against((result) => Math.max(result.p99, 0.5)),
  );
}

async function measureDepth(world, ours, clerk, { rounds, seconds }) {
  const deep = await deepCursor(world, ours, clerk);
  const first = [];
  const last = [];
  for (let round = 0; round < rounds; round += 1) {
    first.push((await fire(ours.url, [request(LIST, clerk)], { duration: seconds })).rate);
    last.push(
      (await fire(ours.url, [request(`${LIST}&after=${encodeURIComponent(deep)}`, clerk)], { duration: seconds })).rate,
    );
  }
  console.log(`list first ${median(first).toFixed(0)}/s, at half depth ${median(last).toFixed(0)}/s`);
  figure('rest.list.deep', median(first.map((rate, round) => rate / last[round])), '<=', 1.2);
}

/** A cursor in the middle of the list: the server seals it, so walk there on the widest pages of an export. */
async function deepCursor(world, ours, clerk) {
  const { sealCursor } = await import('../../dist/src/platform/http/cursor.js');
  const { setSealingKey } = await import('../../dist/src/platform/http/sealing.js');
  setSealingKey(fs.readFileSync(world.keyFile, 'utf8').trim());
  const { rows } = await world.admin.query(
    `select json_build_array(updated_at, id)::text as key from app.goals where fiscal_year = 2025 order by updated_at desc, id desc offset (select count(*) / 2 from app.goals) limit 1`,
  );
  const context = ['goals.list', 'fiscalYear', '2025', 'state', 'IN_EXECUTION'].join('\n');
  const cursor = sealCursor(context, rows[0].key);
  const probe = await fetch(`${ours.url}${LIST}&after=${encodeURIComponent(cursor)}`, {
    headers: { authorization: `Bearer ${clerk}` },
  });
  if (probe.status !== 200) throw new Error(`deep page: ${probe.status} ${await probe.text()}`);
  return cursor;
}

const summary = (results) => ({
  rate: median(results.map(({ rate }) => rate)),
  p50: median(results.map(({ p50 }) => p50)),
  p99: median(results.map(({ p99 }) => p99)),
  bad: results.reduce((sum, { bad }) => sum + bad, 0),
});

async function fire(url, requests, length) {
  const result = await autocannon({ url, connections: CONNECTIONS, requests, ...length });
  return {
    rate: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    bad: result.non2xx + result.errors,
  };
}

function tokenOf(world) {
  const tokens = new Tokens({ signingKey: fs.readFileSync(world.keyFile, 'utf8').trim() }, new JwtService({}));
  const { accountId: sub, personId: per, sessionId: sid } = world.clerk;
  return tokens.sign({ sub, per, sid });
}

const request = (path, token) => ({ method: 'GET', path, headers: { authorization: `Bearer ${token}` } });

async function detailRequests(world, token) {
  const { rows } = await world.admin.query('select id from app.goals order by md5(id::text) limit 2000');
  let next = 0;
  return [
    {
      ...request('/', token),
      setupRequest: (r) => ({ ...r, path: `/api/v1/goals/${rows[next++ % rows.length].id}?expand=project,indicators` }),
    },
  ];
}

/** Every request reports another figure: fresh indicators, month by month, more than a run can use up. */
async function actualRequests(world, token) {
  const { rows: fresh } = await world.admin.query(
    `select i.id, to_char(m, 'FM00') as month from app.indicators i, generate_series(1, 12) m
      where not exists (select 1 from app.actuals a where a.indicator_id = i.id and a.fiscal_year = 2025 and a.month = m) limit 400000`,
  );
  return [
    {
      method: 'POST',
      path: '/',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      setupRequest: (r) => {
        const { id, month } = fresh.pop();
        const headers = { ...r.headers, 'idempotency-key': randomUUID() };
        return {
          ...r,
          path: `/api/v1/indicators/${id}/actuals`,
          headers,
          body: JSON.stringify({ period: `2025-${month}`, value: '9' }),
        };
      },
    },
  ];
}
