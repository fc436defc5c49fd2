// The approval engine: a reviewer's queue of 10,000 among all open tasks, one decision, and many decisions as one operation.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import { JwtService } from '@nestjs/jwt';
import autocannon from 'autocannon';
import { Tokens } from '../../dist/src/platform/auth/tokens.js';
import { CONTENT_HASH, openApprovalWorlds } from './approval-world.mjs';
import { figure, hasFailed, median, printSurroundings } from './report.mjs';
import { startServer, startTwin } from './server.mjs';

const CONNECTIONS = 10;
const QUEUE = '/api/v1/approval-tasks?queue=TODO';
const MAX_ROUND_TRIPS = 5;
const BULK = 5000;

export async function run({ scale, rounds, seconds }) {
  const totals = [100_000, Math.max(100_000, Math.round(1_000_000 * scale))];
  const { worlds, close } = await openApprovalWorlds([...new Set(totals)]);
  printSurroundings();
  try {
    await measureQueue(worlds[0], worlds.at(-1), { rounds, seconds });
    await measureRoundTrips(worlds[0]);
    await measureDecision(worlds[0], { rounds, seconds });
    await measureBulk(worlds[0]);
  } finally {
    await close();
  }
  return hasFailed();
}

/** The first page against a twin with the same guard and transaction, and with ten times as many tasks of other people. */
async function measureQueue(small, large, { rounds, seconds }) {
  const parties = {
    ours: { world: large, server: await startServer(large) },
    twin: { world: large, server: await startTwin(large, 'guarded') },
    small: { world: small, server: await startServer(small) },
  };
  const rates = await race(parties, rounds, ({ world, server }, warmUp) =>
    fire(server.url, [request(QUEUE, tokenOf(world, 'reviewer'))], warmUp, seconds),
  );
  figure('approval.queue', ratioOf(rates.ours, rates.twin), '>=', 0.9);
  figure('approval.queue.flat', ratioOf(rates.small, rates.ours), '<=', 1.2);
  const desks = await fire(parties.ours.server.url, [request(QUEUE, tokenOf(large, 'roamer'))], 1, seconds);
  const counts = await fire(
    parties.ours.server.url,
    [request('/api/v1/approval-tasks/counts', tokenOf(large, 'reviewer'))],
    1,
    seconds,
  );
  console.log(`for scale: a queue over 2,000 desks ${desks.toFixed(1)}/s, counts ${counts.toFixed(1)}/s`);
  for (const { server } of Object.values(parties)) await server.stop();
}

/** Between our server and PostgreSQL: every Sync, or simple query, that the client sends is one round trip. */
async function measureRoundTrips(world) {
  const counter = await startCounter(new URL(world.urls.serve));
  const server = await startServer({ ...world, urls: { ...world.urls, serve: counter.url } });
  const tasks = await openTasks(world);
  const token = tokenOf(world, 'head');
  await post(server.url, token, tasks.pop());
  await new Promise((resolve) => setTimeout(resolve, 500));
  const before = counter.count();
  for (let n = 0; n < 20; n += 1) await post(server.url, token, tasks.pop());
  const each = (counter.count() - before) / 20;
  console.log(`one decision: ${each} round trips`);
  figure('approval.decision.round-trips', each / MAX_ROUND_TRIPS, '<=', 1);
  await server.stop();
  counter.stop();
}

/** Against a twin that sends the same statements in the same flights, without framework, sign-in and validation. */
async function measureDecision(world, { rounds, seconds }) {
  const parties = {
    ours: await startServer(world),
    twin: await startTwin({ ...world, clerk: world.people.head }, 'decisions'),
  };
  const tasks = await openTasks(world);
  const token = tokenOf(world, 'head');
  const rates = await race(parties, rounds, (server, warmUp) =>
    fire(server.url, [decisions(tasks, token)], warmUp, seconds),
  );
  figure('approval.decision', ratioOf(rates.ours, rates.twin), '>=', 0.85);
  for (const party of Object.values(parties)) await party.stop();
}

/** 5,000 decisions as one operation, with its progress; for scale, the same number one after the other over HTTP. */
async function measureBulk(world) {
  const route = '/api/v1/approval-tasks/bulk-decisions';
  if (!JSON.parse(fs.readFileSync('openapi.json', 'utf8')).paths[route])
    return console.log('BENCH approval.bulk skipped: there is no such route');
  const server = await startServer(world, 'all');
  const token = tokenOf(world, 'head');
  const items = (await openTasks(world))
    .slice(0, BULK)
    .map(({ id, version }) => ({ taskId: id, version, ...DECISION }));
  const start = performance.now();
  const started = await send(server.url, 'POST', route, token, { items });
  if (started.status !== 202) throw new Error(`bulk decisions: ${started.status} ${await started.text()}`);
  const { id } = await started.json();
  const seen = new Set();
  for (let state = 'RUNNING'; !/^(SUCCEEDED|FAILED|CANCELLED)$/.test(state); ) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const operation = await (await send(server.url, 'GET', `/api/v1/operations/${id}`, token)).json();
    state = operation.status;
    seen.add(operation.progress.done);
  }
  const { rows } = await world.admin.query(
    `select count(*)::int as n from app.approval_tasks where id = any ($1::uuid[]) and state = 'DONE'`,
    [items.map(({ taskId }) => taskId)],
  );
  const time = (performance.now() - start) / 1000;
  console.log(
    `${rows[0].n} decisions in ${time.toFixed(1)} s, ${(rows[0].n / time).toFixed(0)}/s, progress seen ${seen.size} times`,
  );
  figure('approval.bulk.done', rows[0].n / items.length, '>=', 1);
  await server.stop();
}

/** Interleaved rounds; the order turns with each, so that nobody always comes second. */
async function race(parties, rounds, measure) {
  const names = Object.keys(parties);
  const rates = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await measure(parties[name], 1);
  for (let round = 0; round < rounds; round += 1)
    for (const name of round % 2 ? [...names].reverse() : names) rates[name].push(await measure(parties[name]));
  for (const name of names) console.log(`${name.padEnd(8)} ${median(rates[name]).toFixed(1)}/s`);
  return rates;
}

const ratioOf = (a, b) => median(a.map((rate, round) => rate / b[round]));

async function fire(url, requests, warmUp, seconds) {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: warmUp ?? seconds, requests });
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}

const request = (path, token) => ({ method: 'GET', path, headers: { authorization: `Bearer ${token}` } });

const DECISION = { outcome: 'APPROVE', subjectVersion: 1, contentHash: CONTENT_HASH };

const headers = (token, version) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  'idempotency-key': randomUUID(),
  ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
});

/** Every request decides another task. */
const decisions = (tasks, token) => ({
  method: 'POST',
  path: '/',
  body: JSON.stringify(DECISION),
  setupRequest: (r) => {
    const { id, version } = tasks.pop();
    return { ...r, path: `/api/v1/approval-tasks/${id}/decisions`, headers: headers(token, version) };
  },
});

async function post(url, token, { id, version }) {
  const answer = await send(url, 'POST', `/api/v1/approval-tasks/${id}/decisions`, token, DECISION, version);
  if (answer.status !== 200) throw new Error(`decision: ${answer.status} ${await answer.text()}`);
}

const send = (url, method, path, token, body, version) =>
  fetch(url + path, { method, headers: headers(token, version), body: body && JSON.stringify(body) });

async function openTasks(world) {
  const { rows } = await world.admin.query(
    `select id, version from app.approval_tasks where role = 'UNIT_HEAD' and state = 'OPEN' order by md5(id::text) limit 40000`,
  );
  return rows;
}

function tokenOf(world, name) {
  const tokens = new Tokens({ signingKey: fs.readFileSync(world.keyFile, 'utf8').trim() }, new JwtService({}));
  const { accountId: sub, personId: per, sessionId: sid } = world.people[name];
  return tokens.sign({ sub, per, sid });
}

/** A proxy that reads the client's side of the protocol: type, length, and how many of them are Sync or Query. */
async function startCounter(target) {
  let count = 0;
  const proxy = net.createServer((client) => {
    const server = net.connect(Number(target.port), target.hostname);
    let waiting = Buffer.alloc(0);
    let isStarted = false; // the start-up message has a length, but no type
    client.on('data', (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      for (;;) {
        const header = isStarted ? 1 : 0;
        if (waiting.length < header + 4) break;
        const length = header + waiting.readUInt32BE(header);
        if (waiting.length < length) break;
        if (isStarted && (waiting[0] === 0x53 || waiting[0] === 0x51)) count += 1;
        isStarted = true;
        waiting = waiting.subarray(length);
      }
      server.write(chunk);
    });
    server.pipe(client);
    for (const end of [client, server])
      end
        .on('error', () => undefined)
        .on('close', () => {
          client.destroy();
          server.destroy();
        });
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(proxy.address().port);
  return { url: url.href, count: () => count, stop: () => proxy.close() };
}
